import { describe, expect, it } from 'vitest';
import { createMeter } from '../../src/measure/meter.ts';
import type { Measured } from '../../src/measure/meter.ts';
import { poolMetrics } from '../../src/measure/pool.ts';
import { arrivalsOf, measure, range } from '../support/measure-arrivals.ts';

const nominal = { ms: 50, origin: '--fps' };
const steady = measure(arrivalsOf(range(100).map(() => 50)), { nominal });
const frozen = measure(arrivalsOf(range(100).map((i) => (i === 60 ? 1050 : 50))), { nominal });

describe('poolMetrics', () => {
  it('gives the metrics of an only stream untouched, and null of none', () => {
    expect(poolMetrics([steady])).toBe(steady.metrics);
    expect(poolMetrics([])).toBeNull();
  });

  it('counts all frames over the union of the spans', () => {
    const pooled = poolMetrics([steady, frozen]);
    expect(pooled?.fps).toBeCloseTo(200 / 6, 9);
    expect(pooled?.throughputMBps).toBeCloseTo(200_000 / 1e6 / 6, 9);
    expect(pooled?.fpsPerStream).toEqual({ min: 100 / 6, median: (100 / 6 + 20) / 2, max: 20 });
  });

  it('sums freezes over the time of all streams', () => {
    expect(poolMetrics([steady, frozen])?.freezes).toEqual({
      count: 1,
      totalMs: 1050,
      longestMs: 1050,
      timeShare: 1050 / 11_000,
    });
  });

  it('merges lateness and takes the jitter of the worst stream', () => {
    const pooled = poolMetrics([steady, frozen]);
    expect(pooled?.latenessMs).toMatchObject({ count: 200, max: 1000, nominalMs: 50 });
    expect(pooled?.jitterMs).toEqual(frozen.metrics.jitterMs);
  });

  it('merges what judging took', () => {
    const pooled = poolMetrics([busy(10), busy(30)]);
    expect(pooled?.overhead).toEqual({
      validationMeanUs: expect.closeTo(20, 9),
      validationP99Us: null,
      loopDelayP99Ms: 30,
      backlogMax: 30,
    });
    expect(pooled?.firstFrameMs).toBe(30);
  });

  it('has no first frame when one stream had none, and no rate of silent streams', () => {
    const silent = measure([]);
    expect(poolMetrics([steady, silent])?.firstFrameMs).toBeNull();
    const nothing = poolMetrics([silent, silent]);
    expect(nothing).toMatchObject({ fps: null, throughputMBps: null, freezes: null, latenessMs: null, jitterMs: null });
    expect(nothing?.fpsPerStream).toEqual({ min: null, median: null, max: null });
  });
});

function busy(us: number): Measured {
  const meter = createMeter();
  meter.message(0, 1);
  meter.validated(us);
  meter.backlog(us);
  return meter.close({ requestAt: -us, dialAt: null, loopDelayP99Ms: us });
}
