import { describe, expect, it } from 'vitest';
import { RoundTrips } from '../../src/measure/round-trips.ts';

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

  it('has nulls, not zeros, where there was none', () => {
    const summary = new RoundTrips().close();
    expect(summary).toEqual({
      ...{ count: 0, min: null, mean: null, stddev: null, p50: null, p90: null, p95: null },
      ...{ p99: null, p999: null, max: null, histogram: null },
    });
  });
});
