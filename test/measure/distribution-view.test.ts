import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewHistogram } from '../../src/measure/distribution-view.ts';
import { Histogram } from '../../src/measure/histogram.ts';

function encoded(values: readonly number[]): string {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram.encode();
}

describe('viewHistogram', () => {
  it('is empty where nothing was counted', () => {
    expect(viewHistogram(null)).toEqual({ percentiles: [], bars: [] });
  });

  it('steps through the distribution as HdrHistogram prints it', () => {
    const { percentiles } = viewHistogram(encoded(Array.from({ length: 1000 }, (_, i) => i + 1)));
    expect(percentiles.slice(0, 7).map(({ quantile }) => Number(quantile.toFixed(4)))).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55,
    ]);
    expect(percentiles[5]).toEqual({ ms: 0.5, quantile: 0.5, count: 500 });
    expect(percentiles.at(-1)).toEqual({ ms: 1, quantile: 1, count: 1000 });
  });

  it('gives one bar where all values are alike', () => {
    expect(viewHistogram(encoded([7, 7, 7])).bars).toEqual([{ fromMs: 0.007, toMs: 0.007, count: 3 }]);
  });

  it('loses no value and runs upwards, whatever was counted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 40 }), (values) => {
        const { percentiles, bars } = viewHistogram(encoded(values));
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(percentiles.at(-1)).toMatchObject({ quantile: 1, count: values.length });
        for (const steps of [percentiles.map(({ ms }) => ms), bars.map(({ toMs }) => toMs)]) {
          expect(steps).toEqual(steps.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a text that is no histogram', () => {
    expect(() => viewHistogram('bm8=')).toThrow();
  });
});
