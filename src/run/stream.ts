import type { ConnectAttempt } from '../base/result.ts';
import type { RunResult } from '../base/result.ts';
import { Status } from '../base/status.ts';
import { Failure } from '../base/failure.ts';
import { createLoopMonitor } from '../measure/overhead.ts';
import { connect } from '../wire/connect.ts';
import { ConnectFailure } from '../wire/dial-causes.ts';
import type { Connection } from '../wire/types.ts';
import { buildResult } from './document.ts';
import type { Host } from './host.ts';
import type { StreamOutcome } from './one-stream.ts';
import { followStream } from './one-stream.ts';
import type { StreamPlan } from './plan.ts';
import type { StreamRun } from './stream-run.ts';

/** How often a job that is still starting is asked again, +-20 %. */
const POLL_MS = 1000;

/**
 * Connects, streams the job, checks and measures every frame. Never throws: what went wrong is in the document.
 */
export async function runStream(plan: StreamPlan, host: Host): Promise<RunResult> {
  const startedAt = host.clock.epoch();
  const began = host.clock.now();
  const run = await attempt(plan, host, startedAt);
  return buildResult(plan, host, run, host.clock.now() - began);
}

async function attempt(plan: StreamPlan, host: Host, startedAt: number): Promise<StreamRun> {
  const attempts: ConnectAttempt[] = [];
  let firstAttemptAt: number | null = null;
  let connection: Connection | null = null;
  const loop = createLoopMonitor();
  try {
    for (;;) {
      const connected = await connect({
        ...plan.reach,
        clock: host.clock,
        random: host.random,
        signal: host.signal,
        ...(host.onAttempt ? { onAttempt: host.onAttempt } : {}),
      });
      connection = connected;
      firstAttemptAt ??= connected.firstAttemptAt;
      const outcome = await followStream(plan, host, connected, loop);
      attempts.push(...connected.attempts.slice(0, -1), lastAttempt(connected, outcome));
      await connected.close();
      const waited = host.clock.now() - firstAttemptAt;
      if (!stillStarting(outcome) || waited + POLL_MS > plan.waitJobMs || host.signal.aborted) {
        return { startedAt, attempts, firstAttemptAt, connection, outcome, failure: null };
      }
      await pollLater(attempts, outcome, host);
    }
  } catch (thrown) {
    if (thrown instanceof ConnectFailure) attempts.push(...thrown.attempts);
    await connection?.close();
    const failure = host.signal.aborted ? interruption(host.signal) : Failure.from(thrown);
    return { startedAt, attempts, firstAttemptAt, connection, outcome: null, failure };
  } finally {
    loop.stop();
  }
}

/** UNAVAILABLE before any message: the job, or the server behind a proxy, is not up yet. */
function stillStarting(outcome: StreamOutcome): boolean {
  return outcome.end.messages === 0 && outcome.end.status.code === Status.UNAVAILABLE;
}

async function pollLater(attempts: ConnectAttempt[], outcome: StreamOutcome, host: Host): Promise<void> {
  const delayMs = POLL_MS * (0.8 + 0.4 * host.random());
  const { name, message } = outcome.end.status;
  const failed = { ...(attempts.pop() as ConnectAttempt), cause: name, message, delayMs };
  attempts.push(failed);
  host.onAttempt?.(failed, delayMs);
  await host.clock.sleep(delayMs, host.signal);
}

function lastAttempt(connection: Connection, { end }: StreamOutcome): ConnectAttempt {
  const dialled = connection.attempts.at(-1) as ConnectAttempt;
  const since = (at: number | null): number | null => (at === null ? null : at - end.sentAt);
  return {
    ...dialled,
    phases: { ...dialled.phases, headersMs: since(end.headersAt), firstMessageMs: since(end.firstMessageAt) },
  };
}

function interruption(signal: AbortSignal): Failure {
  return signal.reason === 'SIGTERM'
    ? new Failure('terminated', 'terminated before the stream began')
    : new Failure('interrupted', 'interrupted before the stream began');
}
