import { describe, expect, it } from 'vitest';
import { Freezes } from '../../src/measure/freezes.ts';

function judge(gaps: readonly number[]): { frozen: boolean[]; freezes: Freezes } {
  const freezes = new Freezes();
  return { frozen: gaps.map((gap) => freezes.add(gap)), freezes };
}

describe('Freezes', () => {
  it('judge nothing before the 5th gap', () => {
    expect(judge([10, 10, 10, 5000]).frozen).toEqual([false, false, false, false]);
    expect(judge([10, 10, 10, 10]).freezes.summary()).toBeNull();
    expect(judge([10, 10, 10, 10, 5000]).frozen.at(-1)).toBe(true);
  });

  it('need avg + 150 ms where frames come fast', () => {
    expect(judge([50, 50, 50, 50, 199.9]).frozen.at(-1)).toBe(false);
    expect(judge([50, 50, 50, 50, 200]).frozen.at(-1)).toBe(true);
  });

  it('need 3 * avg where frames come slowly', () => {
    expect(judge([500, 500, 500, 500, 1499]).frozen.at(-1)).toBe(false);
    expect(judge([500, 500, 500, 500, 1500]).frozen.at(-1)).toBe(true);
  });

  it('average no more than the 30 gaps before', () => {
    const slow = Array.from({ length: 10 }, () => 1000);
    const fast = Array.from({ length: 30 }, () => 50);
    expect(judge([...slow, ...fast, 200]).frozen.at(-1)).toBe(true);
    expect(judge([...slow, ...fast.slice(1), 200]).frozen.at(-1)).toBe(false);
  });

  it('add up to count, total, longest and share of time', () => {
    const { freezes } = judge([50, 50, 50, 50, 400, 50, 50, 600]);
    expect(freezes.summary()).toEqual({ count: 2, totalMs: 1000, longestMs: 600, timeShare: 1000 / 1300 });
  });

  it('have no share of no time', () => {
    expect(judge([0, 0, 0, 0, 0]).freezes.summary()).toEqual({ count: 0, totalMs: 0, longestMs: 0, timeShare: null });
  });
});
