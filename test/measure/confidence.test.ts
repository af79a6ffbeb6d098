import { describe, expect, it } from 'vitest';
import { p95Ranks } from '../../src/measure/confidence.ts';

describe('p95Ranks', () => {
  it.each([
    [100, 90, 100],
    [200, 184, 197],
    [300, 277, 293],
    [600, 559, 581],
    [1000, 936, 964],
  ])('of %d samples are %d and %d', (count, lower, upper) => {
    expect(p95Ranks(count)).toEqual({ lower, upper });
  });

  it('have no upper end below 73 samples', () => {
    expect(p95Ranks(72)).toEqual({ lower: 64, upper: null });
    expect(p95Ranks(73).upper).toBe(73);
  });

  it('stay near p95 and cheap for a million samples', () => {
    const { lower, upper } = p95Ranks(1_000_000);
    // The normal approximation: 1.96 * sqrt(n * 0.95 * 0.05) = 427.
    expect(Math.abs(lower - (950_000 - 427))).toBeLessThanOrEqual(2);
    expect(Math.abs((upper ?? 0) - (950_000 + 428))).toBeLessThanOrEqual(2);
  });

  it('never go below the first rank', () => {
    expect(p95Ranks(1)).toEqual({ lower: 1, upper: null });
  });
});
