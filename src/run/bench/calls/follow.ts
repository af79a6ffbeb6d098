import { createLoopMonitor } from '../../../measure/overhead.ts';
import { openCall } from '../../call/one-call.ts';
import type { Host } from '../../host.ts';
import { sideBySide } from '../../job-streams.ts';
import type { Spread } from '../connections.ts';
import type { BenchOutcome, Seen } from '../follow.ts';
import { carry } from '../follow.ts';
import { Places } from '../places.ts';
import { startables } from '../plan.ts';
import { openArrivals } from './arrivals.ts';
import { Caller, Successors, openLane } from './lane.ts';
import type { LaneFollowed } from './lane.ts';
import type { CallBenchPlan, LanesPlan } from './plan.ts';
import { hasLanes } from './plan.ts';

/** Makes the calls of all lanes, or opens the streams, when they are due, and follows each to its end. */
export function followCalls(plan: CallBenchPlan, spread: Spread, host: Host, seen: Seen): Promise<BenchOutcome> {
  if (hasLanes(plan))
    return plan.starts?.kind === 'rate' ? arrive(plan, spread, host, seen) : lanes(plan, spread, host, seen);
  const { zero, ...more } = seen;
  const carriage = { load: plan, streams: startables(plan), spread, host, zero };
  return carry(carriage, async (start, loop) => {
    const underway = start(({ streamId }, connection) =>
      openCall({ plan: plan.call, host, connection, streamId, loop, ...more }),
    );
    host.onStart?.(() => underway.peek());
    return { layout: null, streams: await underway.outcomes };
  });
}

async function lanes(plan: LanesPlan, spread: Spread, host: Host, { zero, timelineFrom }: Seen): Promise<BenchOutcome> {
  const caller = new Caller(plan.call, plan.repeatData);
  const successors = new Successors(spread.dial);
  const carriage = { load: plan, streams: startables(plan), spread, host, zero };
  const outcome = await carry(carriage, async (start, loop) => {
    const underway = start(({ streamId: lane }, connection): LaneFollowed => {
      const work = { plan, lane, host, loop, caller, successors };
      return openLane(timelineFrom === undefined ? work : { ...work, timelineFrom }, connection);
    });
    host.onStart?.(() => underway.peek());
    return { layout: null, streams: await underway.outcomes };
  });
  const { connections, shares } = outcome.carried;
  const all = [...connections, ...successors.all];
  return { ...outcome, carried: { connections: all, shares: all.map((_, n) => shares[n] ?? 0) } };
}

/** Calls come and go on whichever connection has a place for them. */
async function arrive(
  plan: LanesPlan,
  spread: Spread,
  host: Host,
  { zero, timelineFrom }: Seen,
): Promise<BenchOutcome> {
  const loop = createLoopMonitor();
  const caller = new Caller(plan.call, plan.repeatData);
  const places = new Places(spread.connections, spread.dial, plan.connections ?? undefined);
  const everyMs = plan.starts?.everyMs ?? 0;
  try {
    const underway = sideBySide(
      startables(plan).map(({ streamId: lane }) => {
        const work = { plan, lane, host, loop, caller };
        return openArrivals(timelineFrom === undefined ? work : { ...work, timelineFrom }, places, zero, everyMs);
      }),
    );
    host.onStart?.(() => underway.peek());
    const streams = await underway.outcomes;
    const refusal = places.failure?.message ?? null;
    return { layout: null, streams, carried: places.used, starts: null, refusal, loopDelayP99Ms: loop.p99() };
  } finally {
    loop.stop();
  }
}
