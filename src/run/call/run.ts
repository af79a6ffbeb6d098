import { Failure } from '../../base/failure.ts';
import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import { connect } from '../../wire/connect.ts';
import { ConnectFailure } from '../../wire/dial-causes.ts';
import type { Connection } from '../../wire/types.ts';
import { lastAttempt } from '../document-parts.ts';
import { interruption } from '../focus/interruption.ts';
import type { Host } from '../host.ts';
import type { CallRun } from './document.ts';
import { buildCallResult } from './document.ts';
import type { CallOutcome } from './one-call.ts';
import { followCall } from './one-call.ts';
import type { CallDraft, CallPlan } from './plan.ts';
import type { AskTypes } from './status-details.ts';
import { withDetails } from './status-details.ts';

/**
 * Connects and makes one call of any method: requests out, messages in, each of them judged and measured. Never throws
 * but for words that do not go with the method or its schema: what else went wrong is in the document.
 */
export async function runCall(draft: CallDraft, host: Host): Promise<RunResult> {
  const began = host.clock.now();
  const startedAt = host.clock.epoch();
  const attempts: ConnectAttempt[] = [];
  let connection: Connection | null = null;
  let plan: CallPlan | null = null;
  let outcome: CallOutcome | null = null;
  let failure: Failure | null = null;
  try {
    plan = draft.schema && (await draft.plan(draft.schema, host.signal));
    connection = await reach(draft, host);
    attempts.push(...connection.attempts);
    plan ??= await draft.plan(await draft.reflect(connection), host.signal);
    outcome = await decoded(await followCall({ plan, host, connection }), plan, connection, draft, host);
    attempts.splice(-1, 1, lastAttempt(connection, [outcome]));
    failure = outcome.sendFailure;
  } catch (thrown) {
    if (thrown instanceof ConnectFailure) attempts.push(...thrown.attempts);
    failure = host.signal.aborted ? interruption(host.signal) : Failure.from(thrown);
    // Wrong words are the user's to mend; there was no call to report on.
    if (failure.exitCode === 2) throw failure;
  } finally {
    await connection?.close();
  }
  const firstAttemptAt = connection?.firstAttemptAt ?? null;
  const streams = outcome === null ? [] : [outcome];
  const run: CallRun = { plan, startedAt, attempts, firstAttemptAt, connection, streams, failure };
  return buildCallResult(draft, host, run, host.clock.now() - began);
}

/** Only a server that told its schema is asked for more of it. */
async function decoded(
  outcome: CallOutcome,
  { registry }: CallPlan,
  connection: Connection,
  { schema, reflectTypes }: CallDraft,
  { signal }: Host,
): Promise<CallOutcome> {
  const ask: AskTypes = schema === null && !signal.aborted ? (types) => reflectTypes(connection, types) : null;
  return { ...outcome, end: await withDetails(outcome.end, registry, ask) };
}

function reach({ reach }: CallDraft, host: Host): Promise<Connection> {
  const { clock, random, signal, onAttempt } = host;
  return connect({ ...reach, clock, random, signal, ...(onAttempt ? { onAttempt } : {}) });
}
