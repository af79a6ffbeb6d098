import { describe, expect, it } from 'vitest';
import type { CallBenchPlan, LanesPlan } from '../../../../src/run/bench/calls/plan.ts';
import { hasLanes, limitOf, warmingPlan } from '../../../../src/run/bench/calls/plan.ts';

const lanes = (calls: number | null, count: number, forMs: number | null = null) => ({
  calls: { calls, forMs },
  lanes: count,
});

describe('limitOf', () => {
  it.each([
    [23, 5, [5, 5, 5, 4, 4]],
    [3, 3, [1, 1, 1]],
    [2, 3, [1, 1, 0]],
  ])('%i calls over %i lanes', (calls, count, expected) => {
    const each = expected.map((_, lane) => limitOf(lanes(calls, count), lane).calls);
    expect(each).toEqual(expected);
  });

  it('leaves a time as it is', () => {
    expect(limitOf(lanes(null, 4, 50), 3)).toEqual({ calls: null, forMs: 50 });
  });
});

describe('warmingPlan', () => {
  const plan = {
    ...lanes(100, 4),
    starts: { kind: 'rate', everyMs: 1 },
    call: { ending: null },
  } as unknown as LanesPlan;

  it('makes so many calls a lane, at once, also where there are more lanes than measure', () => {
    const warming = warmingPlan(plan, { maxFrames: 3, afterMs: null, afterReason: 'duration' }) as LanesPlan;
    expect(warming.starts).toBeNull();
    expect([0, 3, 7].map((lane) => limitOf(warming, lane).calls)).toEqual([3, 3, 3]);
  });

  it('gives streams the end they are to have', () => {
    const until = { maxFrames: 3, afterMs: null, afterReason: 'duration' } as const;
    const streams = { ...plan, calls: null } as unknown as CallBenchPlan;
    expect(hasLanes(streams)).toBe(false);
    expect(warmingPlan(streams, until).call.ending).toEqual(until);
  });
});
