import { describe, expect, it } from 'vitest';
import { estimable, MIN_SAMPLES, nearestRank, percentileName } from '../../src/measure/percentiles.ts';
import type { Quantile } from '../../src/measure/percentiles.ts';

describe('MIN_SAMPLES', () => {
  it('is the fewest samples whose largest lies above the quantile with 95 % confidence', () => {
    for (const [text, count] of Object.entries(MIN_SAMPLES)) {
      const quantile = Number(text);
      expect(1 - quantile ** count, text).toBeGreaterThanOrEqual(0.95);
      expect(1 - quantile ** (count - 1), text).toBeLessThan(0.95);
    }
  });

  it('decides what may be named', () => {
    expect(estimable(0.95, 58)).toBe(false);
    expect(estimable(0.95, 59)).toBe(true);
    expect(estimable(0.999, 2994)).toBe(false);
    expect(estimable(0.999, 2995)).toBe(true);
  });
});

describe('nearestRank', () => {
  it.each([
    [0.95, 100, 95],
    [0.95, 101, 96],
    [0.5, 5, 3],
    [0.999, 3000, 2997],
    [0.99, 1, 1],
  ])('of %d among %d is %d', (quantile, count, rank) => {
    expect(nearestRank(quantile, count)).toBe(rank);
  });
});

describe('percentileName', () => {
  it('writes the quantile as people do', () => {
    const quantiles: Quantile[] = [0.5, 0.95, 0.999];
    expect(quantiles.map(percentileName)).toEqual(['p50', 'p95', 'p99.9']);
  });
});
