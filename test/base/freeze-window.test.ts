import { describe, expect, it } from 'vitest';
import { FreezeWindow } from '../../src/base/freeze-window.ts';

const over = (gaps: readonly number[]): (number | null)[] => {
  const window = new FreezeWindow();
  return gaps.map((gap) => window.add(gap));
};

describe('FreezeWindow', () => {
  it('judges no gap before the fifth', () => {
    expect(over([10, 10, 10, 5000])).toEqual([null, null, null, null]);
    expect(over([10, 10, 10, 10, 5000]).at(-1)).toBe(160);
  });

  it('gives the limit a freeze reached, exactly', () => {
    expect(over([100, 100, 100, 100, 299.9]).at(-1)).toBeNull();
    expect(over([100, 100, 100, 100, 300]).at(-1)).toBe(300);
  });

  it('knows when a gap could be judged', () => {
    const window = new FreezeWindow();
    for (let gap = 0; gap < 4; gap += 1) window.add(50);
    expect(window.judged).toBe(false);
    window.add(50);
    expect(window.judged).toBe(true);
  });
});
