import { describe, expect, it } from 'vitest';
import { Freezes } from '../../src/check/freezes.ts';
import type { Freeze } from '../../src/check/freezes.ts';

/** Freezes over the gaps given, ms. */
function over(gaps: readonly number[]): { freezes: Freezes; found: Freeze[] } {
  const freezes = new Freezes();
  const found: Freeze[] = [];
  freezes.onFreeze = (freeze) => found.push(freeze);
  let arrival = 500;
  freezes.arrived(0, arrival);
  gaps.forEach((gap, at) => {
    arrival += gap;
    freezes.arrived(at + 1, arrival);
  });
  return { freezes, found };
}

describe('Freezes', () => {
  it('judges from the fifth gap on', () => {
    expect(over([10, 10, 10, 5000]).found).toEqual([]);
    expect(over([10, 10, 10, 10, 5000]).found).toMatchObject([{ index: 5, gapMs: 5000, limitMs: 160 }]);
  });

  it('takes avg + 150 ms for short gaps and 3 * avg for long ones, the limit itself being a freeze', () => {
    expect(over([50, 50, 50, 50, 199.9]).found).toEqual([]);
    expect(over([50, 50, 50, 50, 200]).found).toHaveLength(1);
    expect(over([100, 100, 100, 100, 299]).found).toEqual([]);
    expect(over([100, 100, 100, 100, 300]).found).toHaveLength(1);
  });

  it('averages the up to 30 gaps before, a freeze among them included', () => {
    const calm = Array.from({ length: 30 }, () => 50);
    expect(over([9000, ...calm, 200]).found).toHaveLength(1);
    expect(over([9000, ...calm.slice(1), 200]).found).toEqual([]);
  });

  it('sums count, time and span', () => {
    const { freezes } = over([50, 50, 50, 50, 1000, 50]);
    expect(freezes).toMatchObject({ count: 1, totalMs: 1000, spanMs: 1250, gaps: 6 });
  });
});
