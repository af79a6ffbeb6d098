import { Failure } from '../../base/failure.ts';
import type { BenchWarmup } from '../../base/bench-result.ts';
import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import { createLoopMonitor } from '../../measure/overhead.ts';
import { startProcessUse } from '../../measure/process-use.ts';
import { ConnectFailure } from '../../wire/dial-causes.ts';
import type { Connection } from '../../wire/types.ts';
import { lastAttempt } from '../document-parts.ts';
import { interruption } from '../focus/interruption.ts';
import type { Host } from '../host.ts';
import type { JobOutcome } from '../job-streams.ts';
import { followEach } from '../job-streams.ts';
import type { Attempt } from '../one-stream.ts';
import { followStream } from '../one-stream.ts';
import type { RunHead } from '../plan.ts';
import type { Spread } from './connections.ts';
import { openConnections } from './connections.ts';
import type { BenchRun, Bout } from './document.ts';
import { buildBench } from './document.ts';
import type { BenchPlan, BenchStream } from './plan.ts';
import { benchStreams } from './plan.ts';

/**
 * Opens the connections and all streams at once, judges and measures every frame. Never throws but for a usage failure:
 * what went wrong is in the document.
 */
export async function runBench(
  head: RunHead,
  planner: (host: Host) => Promise<BenchPlan>,
  host: Host,
): Promise<RunResult> {
  const { clock } = host;
  const began = clock.now();
  const startedAt = clock.epoch();
  const opened: Connection[] = [];
  let plan: BenchPlan | null = null;
  const finished = (more: Partial<BenchRun>): BenchRun => ({
    plan,
    startedAt,
    attempts: [],
    firstAttemptAt: opened[0]?.firstAttemptAt ?? null,
    connection: opened[0] ?? null,
    layout: null,
    streams: [],
    failure: null,
    bout: null,
    ...more,
  });
  const follow = async (): Promise<BenchRun> => {
    try {
      plan = await planner(host);
      const spread = await openConnections(plan, host, (connection) => opened.push(connection));
      const warmup = await warmUp(plan, spread, host);
      return finished(await bout(plan, spread, host, warmup));
    } catch (thrown) {
      const failure = host.signal.aborted ? interruption(host.signal) : Failure.from(thrown);
      // Wrong words are the user's to mend; there was no run to report on.
      if (failure.exitCode === 2) throw failure;
      const attempts: readonly ConnectAttempt[] = thrown instanceof ConnectFailure ? thrown.attempts : [];
      return finished({ failure, attempts });
    } finally {
      await Promise.all(opened.map((connection) => connection.close()));
    }
  };
  const run = await follow();
  return buildBench(head, host, run, clock.now() - began);
}

/** Streams that are over before the measured ones begin, on the same connections; what they bring is forgotten. */
async function warmUp(plan: BenchPlan, spread: Spread, host: Host): Promise<BenchWarmup | null> {
  const { warmup, stream } = plan;
  if (warmup === null || host.signal.aborted) return null;
  const began = host.clock.now();
  const { onStart: _, ...unseen } = host;
  const { streams } = await followAll({ ...plan, stream: { ...stream, ending: warmup } }, spread, unseen, {});
  return {
    streams: streams.length,
    frames: streams.reduce((sum, { received }) => sum + received, 0),
    ms: host.clock.now() - began,
  };
}

async function bout(
  plan: BenchPlan,
  spread: Spread,
  host: Host,
  warmup: BenchWarmup | null,
): Promise<Partial<BenchRun>> {
  const use = startProcessUse();
  const epochBase = host.clock.epoch() - host.clock.now();
  // A whole second of the wall clock, so that timelines of several processes lie side by side.
  const timelineFrom = 1000 * Math.floor(host.clock.epoch() / 1000);
  const seen = { warm: warmup !== null, timelineFrom: timelineFrom - epochBase };
  const { layout, streams } = await followAll(plan, spread, host, seen);
  const slowest = spread.connections.toSorted((a, b) => dialMs(b) - dialMs(a))[0] as Connection;
  const measured: Bout = { spread, warmup, epochBase, timelineFrom, process: use.sofar() };
  const attempts = [...slowest.attempts.slice(0, -1), lastAttempt(slowest, streams)];
  // Start-up is no number of a run that was warmed up.
  const cold = warmup === null ? {} : { firstAttemptAt: null };
  return { attempts, connection: slowest, layout, streams, bout: measured, ...cold };
}

async function followAll(
  plan: BenchPlan,
  spread: Spread,
  host: Host,
  seen: Pick<Attempt, 'warm' | 'timelineFrom'>,
): Promise<JobOutcome> {
  const loop = createLoopMonitor();
  const seats = seat(benchStreams(plan), spread);
  try {
    return await followEach(plan.stream.layouts, host, (layout) =>
      seats.map(({ connection, stream }) =>
        followStream({ plan: stream.plan, layout, host, connection, loop, ...seen }, stream.planned),
      ),
    );
  } finally {
    loop.stop();
  }
}

/** Streams in their order, each on a connection: the first connection takes the first ones. */
function seat(
  streams: readonly BenchStream[],
  { connections, shares }: Spread,
): { readonly connection: Connection; readonly stream: BenchStream }[] {
  const seats = connections.flatMap((connection, n) => Array.from({ length: shares[n] ?? 0 }, () => connection));
  return streams.map((stream, n) => ({ connection: seats[n] as Connection, stream }));
}

function dialMs({ connectedAt, dialledAt }: Connection): number {
  return connectedAt - dialledAt;
}
