import { describe, expect, it } from 'vitest';
import { Gaps, mergeGaps } from '../../src/measure/gaps.ts';
import { range } from '../support/measure-arrivals.ts';

function of(values: readonly number[]): Gaps {
  const gaps = new Gaps();
  for (const value of values) gaps.add(value);
  return gaps;
}

describe('Gaps', () => {
  it('have a summary of nulls without gaps', () => {
    expect(new Gaps().summary()).toEqual({
      count: 0,
      min: null,
      mean: null,
      stddev: null,
      p50: null,
      p90: null,
      p95: null,
      p95Interval: null,
      p99: null,
      p999: null,
      max: null,
      coalescedShare: null,
      histogram: null,
    });
  });

  it('say which percentiles need more gaps', () => {
    const summary = of(range(28).map(() => 10)).summary();
    expect(summary.p50).toBe(10);
    expect(summary.p90).toBeNull();
    expect(summary.max).toBe(10);
    expect(summary.reason).toBe(
      'not estimable from 28 gaps: p90 needs 29, p95 needs 59, p99 needs 299, p99.9 needs 2995',
    );
  });

  it('leave the upper end of the interval open from 59 to 72 gaps', () => {
    expect(of(range(58).map(() => 10)).summary().p95Interval).toBeNull();
    expect(of(range(72).map(() => 10)).summary().p95Interval).toEqual([10, null]);
    expect(of(range(73).map(() => 10)).summary().p95Interval).toEqual([10, 10]);
  });

  it('tell of gaps longer than the histogram holds', () => {
    const { reason, max } = of([...range(2994).map(() => 10), 5e6]).summary();
    expect(reason).toBe('1 gap above 1 h counted as 1 h in the percentiles');
    expect(max).toBe(5e6);
  });
});

describe('mergeGaps', () => {
  it('weighs the coalesced share by the gaps', () => {
    const merged = mergeGaps([of([0, 0, 0, 5]).summary(), of(range(12).map(() => 5)).summary()]);
    expect(merged.coalescedShare).toBe(3 / 16);
    expect(merged.count).toBe(16);
  });

  it('of nothing is the summary of nothing', () => {
    expect(mergeGaps([])).toEqual(new Gaps().summary());
    const empty = new Gaps();
    empty.destroy();
    expect(mergeGaps([empty.summary()]).count).toBe(0);
  });
});
