import { array, assert, integer, property } from 'fast-check';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../src/measure/histogram.ts';

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe('Histogram', () => {
  it('finds every rank within three significant digits', () => {
    const micros = array(integer({ min: 1, max: 3_600_000_000 }), { minLength: 1, maxLength: 60 });
    assert(
      property(micros, (values) => {
        const histogram = of(values);
        for (const [i, value] of values.toSorted((a, b) => a - b).entries()) {
          const found = histogram.atRank(i + 1);
          expect(found).toBeGreaterThanOrEqual(value);
          expect(found).toBeLessThanOrEqual(value * 1.001);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('rounds to whole microseconds', () => {
    expect(of([1.6]).atRank(1)).toBe(2);
  });

  it('clamps what lies outside 1 us to 1 h, and counts it', () => {
    const histogram = of([0, -5, 100, 4e9, Infinity]);
    expect(histogram.clamped).toEqual({ below: 2, above: 2 });
    expect(histogram.count).toBe(5);
    expect(histogram.atRank(1)).toBe(1);
    expect(histogram.atRank(5)).toBeGreaterThanOrEqual(3_600_000_000);
  });

  it('refuses NaN and ranks it does not have', () => {
    const histogram = of([1]);
    expect(() => histogram.record(Number.NaN)).toThrow(RangeError);
    expect(() => histogram.atRank(0)).toThrow(RangeError);
    expect(() => histogram.atRank(2)).toThrow('no rank 2 among 1 values');
  });

  it('encodes what any HdrHistogram V2 reader decodes', () => {
    const other = decodeFromCompressedBase64(of([1000, 2000, 50_000]).encode());
    expect(other.totalCount).toBe(3);
    expect(other.numberOfSignificantValueDigits).toBe(3);
    expect(other.maxValue).toBeGreaterThanOrEqual(50_000);
  });

  it('survives encoding and decoding unchanged', () => {
    const histogram = of([5, 5, 70_123, 3_600_000_000]);
    expect(Histogram.decode(histogram.encode()).encode()).toBe(histogram.encode());
  });

  it('refuses text that is no histogram', () => {
    expect(() => Histogram.decode('bm9uc2Vuc2U=')).toThrow();
  });

  it('merges counts and clamped counts', () => {
    const left = of([0, 10]);
    left.merge(of([10, 9e9]));
    expect(left.count).toBe(4);
    expect(left.clamped).toEqual({ below: 1, above: 1 });
  });

  it('merges with what is empty, and is empty when destroyed', () => {
    const histogram = of([10]);
    histogram.merge(new Histogram());
    expect(histogram.count).toBe(1);
    histogram.destroy();
    expect(histogram.count).toBe(0);
    expect(new Histogram().count).toBe(0);
  });
});
