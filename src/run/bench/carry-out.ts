import { Failure } from '../../base/failure.ts';
import type { BenchWarmup } from '../../base/bench-result.ts';
import type { ConnectAttempt } from '../../base/result.ts';
import { startProcessUse } from '../../measure/process-use.ts';
import { ConnectFailure } from '../../wire/dial-causes.ts';
import type { Connection } from '../../wire/types.ts';
import { lastAttempt } from '../document-parts.ts';
import { interruption } from '../focus/interruption.ts';
import type { Host } from '../host.ts';
import type { Ending, Reach } from '../plan.ts';
import type { Spread } from './connections.ts';
import { openConnections } from './connections.ts';
import type { BenchRun, Bout } from './bout.ts';
import type { BenchOutcome, Seen } from './follow.ts';
import type { BenchLoad } from './plan.ts';
import { missedNote } from './start-summary.ts';

/** What a bench needs of the process it runs in, or of the thread that runs a part of it. */
export interface BenchHost extends Host {
  /** Of a part: waits until all parts are connected and warm; resolves with the moment on our clock at which all begin. */
  readonly gate?: () => Promise<number>;
}

/** What the streams of a bench are, and how they are followed. */
export interface Way<P extends BenchLoad> {
  readonly reach: (plan: P) => Reach;
  readonly follow: (plan: P, spread: Spread, host: Host, seen: Seen) => Promise<BenchOutcome>;
  /** The plan of streams that warm up. */
  readonly warming: (plan: P, until: Ending) => P;
}

/** Opens the connections, warms up, and carries the load. Throws a usage failure alone: what else went wrong is told. */
export async function carryOut<P extends BenchLoad>(
  way: Way<P>,
  planner: (host: Host) => Promise<P>,
  host: BenchHost,
): Promise<BenchRun<P>> {
  const startedAt = host.clock.epoch();
  const opened: Connection[] = [];
  let plan: P | null = null;
  const finished = (more: Partial<BenchRun<P>>): BenchRun<P> => ({
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
  try {
    plan = await planner(host);
    const spread = await openConnections(plan, way.reach(plan), host, (connection) => opened.push(connection));
    const warmup = await warmUp(way, plan, spread, host);
    return finished(await bout(way, plan, spread, host, warmup));
  } catch (thrown) {
    const failure = host.signal.aborted ? interruption(host.signal) : Failure.from(thrown);
    // Wrong words are the user's to mend; there was no run to report on.
    if (failure.exitCode === 2) throw failure;
    const attempts: readonly ConnectAttempt[] = thrown instanceof ConnectFailure ? thrown.attempts : [];
    return finished({ failure, attempts });
  } finally {
    await Promise.all(opened.map((connection) => connection.close()));
  }
}

/** Streams that are over before the measured ones begin, on the same connections; what they bring is forgotten. */
async function warmUp<P extends BenchLoad>(
  way: Way<P>,
  plan: P,
  spread: Spread,
  host: Host,
): Promise<BenchWarmup | null> {
  const { warmup } = plan;
  if (warmup === null || host.signal.aborted) return null;
  const began = host.clock.now();
  const { onStart: _, ...unseen } = host;
  const streams = spread.shares.reduce((sum, share) => sum + share, 0);
  const together = { ...way.warming(plan, warmup), streams, starts: null };
  const brought = await way.follow(together, spread, unseen, { warm: false, zero: began });
  return {
    streams: brought.streams.length,
    frames: brought.streams.reduce((sum, { received }) => sum + received, 0),
    ms: host.clock.now() - began,
  };
}

async function bout<P extends BenchLoad>(
  way: Way<P>,
  plan: P,
  spread: Spread,
  host: BenchHost,
  warmup: BenchWarmup | null,
): Promise<Partial<BenchRun<P>>> {
  const zero = (await host.gate?.()) ?? host.clock.now();
  const use = startProcessUse(host.gate ? 'thread' : 'process');
  const epochBase = host.clock.epoch() - host.clock.now();
  // A whole second of the wall clock, so that timelines of several processes lie side by side.
  const timelineFrom = 1000 * Math.floor(host.clock.epoch() / 1000);
  const seen = { warm: warmup !== null, timelineFrom: timelineFrom - epochBase, zero };
  const followed = await way.follow(plan, spread, host, seen);
  const { layout, streams, carried, starts, refusal, loopDelayP99Ms } = followed;
  const slowest = carried.connections.toSorted((a, b) => dialMs(b) - dialMs(a))[0] as Connection;
  const measured: Bout = {
    carried,
    starts,
    refusal,
    warmup,
    epochBase,
    timelineFrom,
    notes: spread.notes,
    process: { ...use.sofar(), loopDelayP99Ms },
  };
  const attempts = [...slowest.attempts.slice(0, -1), lastAttempt(slowest, streams)];
  // Start-up is no number of a run that was warmed up.
  const cold = warmup === null ? {} : { firstAttemptAt: null };
  return {
    attempts,
    connection: slowest,
    layout,
    streams,
    bout: measured,
    ...cold,
    failure: unfinished(plan, followed, host.signal),
  };
}

/** Why there is less than was planned, where no stream tells of it: those that had begun were over, or none could begin. */
function unfinished(
  { streams, connections }: BenchLoad,
  { starts, refusal, streams: begun }: BenchOutcome,
  signal: AbortSignal,
): Failure | null {
  if (starts === null) return null;
  if (signal.aborted) return starts.size < streams ? interruption(signal) : null;
  const missed = begun.length === 0 ? missedNote(connections, starts, refusal) : null;
  return missed === null ? null : new Failure('stream-broken', missed);
}

function dialMs({ connectedAt, dialledAt }: Connection): number {
  return connectedAt - dialledAt;
}
