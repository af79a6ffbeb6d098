import { Failure } from '../../base/failure.ts';
import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import { connect } from '../../wire/connect.ts';
import type { Connection } from '../../wire/types.ts';
import type { Host } from '../host.ts';
import type { RunHead } from '../plan.ts';
import type { ConnectRun } from './document.ts';
import { connectDocument } from './document.ts';
import { inquire } from './inquiry.ts';
import type { ConnectPlan } from './plan.ts';

/**
 * Reaches the server and asks it about itself. `plan` is null when the run was interrupted before there was a server.
 * Never throws but for a usage failure: what went wrong is in the document.
 */
export async function runConnect(head: RunHead, plan: ConnectPlan | null, host: Host): Promise<RunResult> {
  const { clock } = host;
  const [began, startedAt] = [clock.now(), clock.epoch()];
  const attempts: ConnectAttempt[] = [];
  const found = plan === null ? interrupted(host) : await follow(plan, host, attempts);
  const durationMs = clock.now() - began;
  return connectDocument(head, host, { plan, startedAt, durationMs, attempts, ...found });
}

type Found = Pick<ConnectRun, 'connection' | 'inquiry' | 'failure'>;

async function follow(plan: ConnectPlan, host: Host, attempts: ConnectAttempt[]): Promise<Found> {
  const { clock, random, signal } = host;
  let connection: Connection | null = null;
  const hangUp = (): void => void connection?.close();
  try {
    connection = await connect({
      ...plan.reach,
      clock,
      random,
      signal,
      onAttempt: (attempt, delayMs) => {
        attempts.push(attempt);
        host.onAttempt?.(attempt, delayMs);
      },
    });
    signal.addEventListener('abort', hangUp, { once: true });
    const inquiry = await inquire(connection, plan, clock);
    return signal.aborted ? interrupted(host, connection) : { connection, inquiry, failure: null };
  } catch (thrown) {
    if (signal.aborted) return interrupted(host, connection);
    const failure = Failure.from(thrown);
    // Wrong words are the user's to mend; there was no run to report on.
    if (failure.exitCode === 2) throw failure;
    return { connection, inquiry: null, failure };
  } finally {
    signal.removeEventListener('abort', hangUp);
    await connection?.close();
  }
}

function interrupted({ signal }: Host, connection: Connection | null = null): Found {
  const before = connection === null ? 'before the server was reached' : 'before the server had answered';
  const failure =
    signal.reason === 'SIGTERM'
      ? new Failure('terminated', `terminated ${before}`)
      : new Failure('interrupted', `interrupted ${before}`);
  return { connection, inquiry: null, failure };
}
