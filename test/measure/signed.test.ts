import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignedDistribution } from '../../src/measure/signed.ts';
import { sortedPercentile } from '../support/measure-arrivals.ts';

function of(values: readonly number[]): SignedDistribution {
  const distribution = new SignedDistribution();
  for (const value of values) distribution.add(value);
  return distribution;
}

describe('SignedDistribution', () => {
  it('orders negative before positive values', () => {
    assert(
      property(array(integer({ min: -5000, max: 5000 }), { minLength: 59, maxLength: 90 }), (values) => {
        const distribution = of(values);
        for (const [quantile, percent] of [
          [0.5, 50],
          [0.95, 95],
        ] as const) {
          const expected = sortedPercentile(values, percent);
          const found = distribution.quantile(quantile) ?? Number.NaN;
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(Math.abs(expected) * 0.001 + 0.001);
        }
        expect(distribution.min).toBe(Math.min(...values));
        expect(distribution.max).toBe(Math.max(...values));
      }),
      { numRuns: 40 },
    );
  });

  it('has no extremes and no percentile of nothing', () => {
    const { min, max } = new SignedDistribution();
    expect([min, max, new SignedDistribution().quantile(0.5)]).toEqual([null, null, null]);
  });

  it('knows its extremes when all values have one sign', () => {
    expect([of([-3, -1]).min, of([-3, -1]).max]).toEqual([-3, -1]);
    expect([of([1, 3]).min, of([1, 3]).max]).toEqual([1, 3]);
  });

  it('merges by its state', () => {
    const merged = of([-1, 2]);
    merged.merge(of([-7, 9]).state);
    expect([merged.count, merged.min, merged.max]).toEqual([4, -7, 9]);
    merged.destroy();
  });
});
