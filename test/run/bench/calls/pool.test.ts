import { describe, expect, it } from 'vitest';
import type { LanePool } from '../../../../src/base/bench-result.ts';
import { RoundTrips } from '../../../../src/measure/round-trips.ts';
import { missedNotes, poolLanes, poolStarts } from '../../../../src/run/bench/calls/pool.ts';

function times(...ms: number[]) {
  const trips = new RoundTrips('call');
  for (const each of ms) trips.add(each);
  return trips.close();
}

function lane(changes: Partial<LanePool> = {}): LanePool {
  const callMs = times(10, 20);
  const statuses = [{ status: 'OK', calls: 2 }];
  return { made: 2, failed: 0, cut: 0, statuses, span: { first: 0, last: 1000 }, callMs, ...changes };
}

describe('poolLanes', () => {
  it('is nothing without lanes', () => {
    expect(poolLanes([])).toEqual({});
  });

  it('sums counts, merges latencies exactly and rates calls over the time in which any lane ran', () => {
    const other = lane({
      made: 6,
      failed: 1,
      cut: 1,
      statuses: [
        { status: 'OK', calls: 5 },
        { status: 'UNAVAILABLE', calls: 1 },
      ],
      span: { first: 500, last: 2000 },
      callMs: times(30, 40, 50, 60, 70, 80),
    });
    const { calls, callMs, callCorrectedMs } = poolLanes([lane(), other]);
    expect(calls).toMatchObject({ made: 8, failed: 1, cut: 1, perSecond: 4, perLane: { min: 2, median: 3, max: 4 } });
    expect(calls?.statuses).toEqual([
      { status: 'OK', calls: 7 },
      { status: 'UNAVAILABLE', calls: 1 },
    ]);
    const whole = times(10, 20, 30, 40, 50, 60, 70, 80);
    expect(callMs).toEqual({ ...whole, stddev: expect.closeTo(whole.stddev ?? 0, 9) });
    expect(callCorrectedMs).toBeUndefined();
    expect(calls?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(8);
  });

  it('has no rate of lanes that made no call, nor of one that took no time', () => {
    const idle = lane({ made: 0, statuses: [], span: null, callMs: times() });
    expect(poolLanes([idle]).calls).toMatchObject({ perSecond: null, perLane: { min: null, median: null, max: null } });
  });
});

describe('poolStarts', () => {
  const starts = { kind: 'rate', everyMs: 5, planned: 10, started: 9, late: 1, missed: 1, maxLateMs: 12 } as const;

  it('sums the plans and keeps the latest start', () => {
    expect(poolStarts([starts, { ...starts, maxLateMs: null }])).toEqual({
      ...starts,
      planned: 20,
      started: 18,
      late: 2,
      missed: 2,
    });
    expect(poolStarts([])).toBeNull();
  });

  it('says what was missed and why', () => {
    expect(missedNotes({ ...starts, missed: 0 }, null)).toEqual([]);
    expect(missedNotes(starts, null)[0]).toMatch(/^1 of 10 calls could not be started .*MAX_CONCURRENT_STREAMS/);
    expect(missedNotes(starts, 'refused')[0]).toContain('a further connection could not be opened: refused');
  });
});
