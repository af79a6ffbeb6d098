import { describe, expect, it } from 'vitest';
import * as actions from '../../src/frame/actions.ts';

describe('the actions', () => {
  it('are distinct, above 0, and fit a 32-bit set', () => {
    const numbers = Object.values(actions).filter((value) => typeof value === 'number');
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.min(...numbers)).toBe(1);
    expect(Math.max(...numbers)).toBeLessThan(31);
  });

  it('read each part of a frame once', () => {
    const parts = [...actions.PART_OF_ACTION.values()];
    expect(new Set(parts).size).toBe(8);
    expect(actions.PART_OF_ACTION.get(actions.CANVAS)).toBe('canvas');
  });
});
