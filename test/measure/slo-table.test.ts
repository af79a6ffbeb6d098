import { describe, expect, it } from 'vitest';
import { STREAM_METRICS } from '../../src/measure/slo-table.ts';
import type { Observation } from '../../src/measure/slo-table.ts';
import { arrivalsOf, measure, range } from '../support/measure-arrivals.ts';

const { metrics } = measure(arrivalsOf(range(3000).map(() => 50)), { nominal: { ms: 50, origin: '--fps' } });
const { p50, p90, p95, p99, p999, count, min, max, mean, stddev, histogram } = metrics.gapMs;
const roundTripMs = { p50, p90, p95, p99, p999, count, min, max, mean, stddev, histogram };
const calls = {
  made: 4,
  failed: 1,
  cut: 0,
  statuses: [],
  perSecond: 500,
  perLane: { min: null, median: null, max: null },
  percentiles: [],
  bars: [],
};
const full: Observation = {
  calls: { calls, callMs: roundTripMs },
  metrics: { ...metrics, roundTripMs },
  connectMs: 3,
  startupMs: 4,
  frames: 9,
  lost: 1,
  repeated: 2,
  errors: 0,
  successRate: 0.5,
  missed: 3,
};
const empty: Observation = {
  metrics: null,
  connectMs: null,
  startupMs: null,
  frames: null,
  lost: null,
  repeated: null,
  errors: null,
};

describe('STREAM_METRICS', () => {
  it('reads every metric where all is known', () => {
    const values = Object.entries(STREAM_METRICS).map(([name, metric]) => [name, metric.read(full)]);
    expect(Object.fromEntries(values)).toEqual({
      connect: 3,
      startup: 4,
      'first-frame': 40,
      fps: 20,
      mbps: 0.02,
      'gap-p50': 50,
      'gap-p90': 50,
      'gap-p95': 50,
      'gap-p99': 50,
      'gap-p999': 50,
      'gap-max': 50,
      jitter: 0,
      'freeze-share': 0,
      'lateness-p95': 0,
      'lateness-p99': 0,
      'round-trip-p50': 50,
      'round-trip-p95': 50,
      'round-trip-p99': 50,
      'round-trip-max': 50,
      calls: 500,
      'call-p50': 50,
      'call-p90': 50,
      'call-p95': 50,
      'call-p99': 50,
      'call-p999': 50,
      'call-max': 50,
      lost: 1,
      repeated: 2,
      errors: 0,
      frames: 9,
      missed: 3,
      'success-rate': 0.5,
    });
  });

  it('reads null, never 0, where nothing is known', () => {
    for (const [name, metric] of Object.entries(STREAM_METRICS)) {
      expect(metric.read(empty), name).toBeNull();
      expect(metric.max?.(empty) ?? null, name).toBeNull();
    }
  });

  it('says of round trips that were not timed what times them', () => {
    const metric = STREAM_METRICS['round-trip-p95'];
    expect(metric?.why?.({ ...full, metrics })).toContain('--ping-pong');
    expect(metric?.why?.(full)).toBeUndefined();
  });

  it('takes the latency of calls from the plan where there was one, and the share of those that succeeded', () => {
    const observed = { ...full, calls: { calls, callMs: roundTripMs, callCorrectedMs: { ...roundTripMs, p95: 70 } } };
    expect(STREAM_METRICS['call-p95']?.read(observed)).toBe(70);
    expect(STREAM_METRICS['call-p95']?.why?.(empty)).toContain('--call');
    const { successRate: _, ...single } = full;
    expect(STREAM_METRICS['success-rate']?.read(single)).toBe(0.75);
    expect(STREAM_METRICS['success-rate']?.read({ ...single, calls: { calls: { ...calls, made: 0 } } })).toBeNull();
  });

  it('says of what a single run has not, which run has it', () => {
    expect(STREAM_METRICS['success-rate']?.why?.(empty)).toContain('--repeat');
    expect(STREAM_METRICS['missed']?.why?.(empty)).toContain('--stream-rate');
  });

  it('takes only counts and their shares for safe from our own slowness', () => {
    const safe = Object.keys(STREAM_METRICS).filter((name) => STREAM_METRICS[name]?.timing === false);
    expect(safe).toEqual(['lost', 'repeated', 'errors', 'frames', 'missed', 'success-rate']);
  });
});
