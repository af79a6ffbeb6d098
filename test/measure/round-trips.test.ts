import { describe, expect, it } from 'vitest';
import { RoundTrips, mergeRoundTrips } from '../../src/measure/round-trips.ts';

describe('RoundTrips', () => {
  it('summarizes known times exactly', () => {
    const trips = new RoundTrips();
    for (let ms = 1; ms <= 300; ms += 1) trips.add(ms);
    const summary = trips.close();
    expect(summary).toMatchObject({ count: 300, min: 1, max: 300, mean: 150.5 });
    expect(summary.p50).toBeCloseTo(150, 0);
    expect(summary.p99).toBeCloseTo(297, 0);
    expect(summary.p999).toBeNull();
    expect(summary.reason).toBe('not estimable from 300 round trips: p99.9 needs 2995');
    expect(summary.histogram).toMatch(/^HIST/);
  });

  it('tells between which waits p95 lies, from 59 on, with an upper end from 73 on', () => {
    const intervalOf = (count: number) => {
      const waits = new RoundTrips('stream');
      for (let ms = 1; ms <= count; ms += 1) waits.add(ms);
      return waits.close().p95Interval;
    };
    expect(intervalOf(58)).toBeNull();
    expect(intervalOf(59)).toEqual([expect.closeTo(52, 0), null]);
    expect(intervalOf(100)).toEqual([expect.closeTo(90, 0), 100]);
  });

  it('has nulls, not zeros, where there was none', () => {
    const summary = new RoundTrips().close();
    expect(summary).toEqual({
      ...{ count: 0, min: null, mean: null, stddev: null, p50: null, p90: null, p95: null },
      ...{ p95Interval: null, p99: null, p999: null, max: null, histogram: null },
    });
  });
});

describe('mergeRoundTrips', () => {
  it('gives what one summary of all of them would have had', () => {
    const of = (from: number, to: number) => {
      const trips = new RoundTrips('call');
      for (let ms = from; ms <= to; ms += 1) trips.add(ms / 10);
      return trips.close();
    };
    const [whole, merged] = [of(1, 400), mergeRoundTrips([of(1, 150), of(151, 400)], 'call')];
    expect(merged).toEqual({
      ...whole,
      mean: expect.closeTo(whole.mean ?? 0, 9),
      stddev: expect.closeTo(whole.stddev ?? 0, 9),
    });
    expect(mergeRoundTrips([])).toMatchObject({ count: 0, p50: null, histogram: null });
  });
});
