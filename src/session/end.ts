import { plural } from '../base/text.ts';
import { formatNumber } from '../base/units.ts';
import { Status } from '../base/status.ts';
import { DeadlineExceededError, GrpcError } from '../serve/errors.ts';

/** Why a stream ended; the first two are clean. */
export type EndCause = 'half-close' | 'shutdown' | 'silent' | 'errors' | 'cancelled' | 'replaced';

/** How a stream ended; `error` is null where it ended cleanly. */
export interface SessionEnd {
  readonly cause: EndCause;
  readonly error: Error | null;
}

interface Broken extends SessionEnd {
  readonly error: Error;
}

/** The client closed its side. */
export const HALF_CLOSE: SessionEnd = { cause: 'half-close', error: null };

/** We closed ours on purpose. */
export const SHUTDOWN: SessionEnd = { cause: 'shutdown', error: null };

/** Nothing was heard of the client for so many seconds. */
export function silent(seconds: number): Broken {
  const error = new DeadlineExceededError(`no message for ${formatNumber(seconds)} s (pingTimeout)`);
  return { cause: 'silent', error };
}

/** Too many messages in a row could not be processed; the last error decides the status. */
export function tooManyErrors(count: number, last: Error): SessionEnd {
  const code = last instanceof GrpcError ? last.code : Status.INTERNAL;
  const text = `${plural(count, 'error')} in a row (maxConsecutiveErrors), the last: ${last.message}`;
  return { cause: 'errors', error: new GrpcError(code, text) };
}

/** The messages could not be read on; a GrpcError keeps its code. */
export function unreadable(thrown: unknown): SessionEnd {
  if (thrown instanceof GrpcError) return { cause: 'errors', error: thrown };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { cause: 'errors', error: new GrpcError(Status.INTERNAL, message) };
}

/** The client, or the network, took the call away. */
export function cancelled(cause?: unknown): Broken {
  const error = new GrpcError(Status.CANCELLED, 'the client went without closing the stream');
  error.cause = cause;
  return { cause: 'cancelled', error };
}

/** The same client opened another stream. */
export const REPLACED: SessionEnd = {
  cause: 'replaced',
  error: new GrpcError(Status.ABORTED, 'the client connected again under the same id'),
};
