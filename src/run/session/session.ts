import { setMaxListeners } from 'node:events';
import { Failure } from '../../base/failure.ts';
import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import type { LoopMonitor } from '../../measure/overhead.ts';
import { createLoopMonitor } from '../../measure/overhead.ts';
import type { SessionOutcome } from '../../session/client/session.ts';
import { runSession } from '../../session/client/session.ts';
import { COUNT_HEADER, RATE_HEADER } from '../../session/v1/asked.ts';
import { connect } from '../../wire/connect.ts';
import { ConnectFailure } from '../../wire/dial-causes.ts';
import type { Connection } from '../../wire/types.ts';
import type { Host } from '../host.ts';
import type { RunHead } from '../plan.ts';
import { interruption } from '../focus/interruption.ts';
import type { SessionRun } from './document.ts';
import { sessionDocument } from './document.ts';
import type { SessionPlan } from './plan.ts';
import { commandsOfEach } from './plan.ts';

/**
 * Keeps so many sessions with a server for a time, and judges them. `plan` is null when the run was interrupted before there
 * was a server. Never throws but for a usage failure: what went wrong is in the document.
 */
export async function runSessions(head: RunHead, plan: SessionPlan | null, host: Host): Promise<RunResult> {
  const { clock } = host;
  const [began, startedAt] = [clock.now(), clock.epoch()];
  const loop = createLoopMonitor();
  // Every session listens to it.
  setMaxListeners(0, host.signal);
  try {
    const found = plan === null ? nothing(interruption(host.signal)) : await follow(plan, host, loop);
    return sessionDocument(head, host, { plan, startedAt, durationMs: clock.now() - began, ...found });
  } finally {
    loop.stop();
  }
}

type Found = Omit<SessionRun, 'plan' | 'startedAt' | 'durationMs'>;

function nothing(failure: Failure, attempts: readonly ConnectAttempt[] = []): Found {
  return { attempts, connection: null, connectMs: null, outcomes: null, loopDelayP99Ms: null, failure };
}

async function follow(plan: SessionPlan, host: Host, loop: LoopMonitor): Promise<Found> {
  const connections: Connection[] = [];
  try {
    for (let i = 0; i < plan.connections; i += 1) connections.push(await dial(plan, host));
    const [connection = null] = connections;
    const outcomes = await Promise.all(keep(plan, connections, host));
    const slowest = connections.map(({ dialledAt, connectedAt }) => connectedAt - dialledAt);
    return {
      attempts: connection?.attempts ?? [],
      connection,
      connectMs: Math.max(...slowest),
      outcomes,
      loopDelayP99Ms: loop.p99(),
      failure: host.signal.aborted ? interruption(host.signal) : null,
    };
  } catch (thrown) {
    const attempts = thrown instanceof ConnectFailure ? thrown.attempts : [];
    const failure = host.signal.aborted ? interruption(host.signal) : Failure.from(thrown);
    // Wrong words are the user's to mend; there was no run to report on.
    if (failure.exitCode === 2) throw failure;
    return nothing(failure, attempts);
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

function dial({ reach }: SessionPlan, { clock, random, signal, onAttempt }: Host): Promise<Connection> {
  const options = { ...reach, clock, random, signal };
  return connect(onAttempt ? { ...options, onAttempt } : options);
}

function keep(
  plan: SessionPlan,
  connections: readonly Connection[],
  { clock, signal }: Host,
): Promise<SessionOutcome>[] {
  const { metadata, durationMs, heartbeatMs, closeMs, idleMs, maxMessageSize } = plan;
  const commands = commandsOfEach(plan);
  const asked = [
    [RATE_HEADER, String(plan.commandRate / plan.clients)],
    [COUNT_HEADER, String(commands)],
  ] as const;
  return Array.from({ length: plan.clients }, (_, i) =>
    runSession(connections[i % connections.length] as Connection, {
      clientId: `${plan.clientPrefix}-${i + 1}`,
      metadata: plan.commandRate === 0 ? metadata : [...metadata, ...asked],
      durationMs,
      heartbeatMs,
      commands,
      closeMs,
      maxMessageSize,
      idleMs,
      clock,
      signal,
    }),
  );
}
