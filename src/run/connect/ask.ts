import type { CallStatus } from '../../base/status.ts';
import { Status } from '../../base/status.ts';
import type { CallEnd, CallOptions, Connection } from '../../wire/types.ts';
import { unary } from '../../wire/unary.ts';

/** What a question came to. */
export type Answer<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** A message came, and is not what it should be. */
  | { readonly kind: 'garbled'; readonly fault: string }
  /** The server said no, in gRPC. */
  | { readonly kind: 'refused'; readonly status: CallStatus }
  /** HTTP 404 without a gRPC status: some gRPC servers say so of a service they do not have, and every web server does. */
  | { readonly kind: 'foreign'; readonly status: CallStatus }
  /** No answer by the rules of gRPC, or none in time. */
  | { readonly kind: 'broken'; readonly status: CallStatus };

/** An answer that says nothing of the matter itself. */
export type Unread = Exclude<Answer<unknown>, { readonly kind: 'read' }>;

/** The answer to one question and how long it took, from sending the question to the end of the call. */
export interface Reply<T> {
  /** `/package.Service/Method`. */
  readonly method: string;
  readonly answer: Answer<T>;
  readonly ms: number;
  /** From sending the question to the headers and to the message; null where they did not come. */
  readonly headersMs: number | null;
  readonly messageMs: number | null;
}

/** One unary question. */
export interface Question<T> {
  readonly method: string;
  readonly request: Uint8Array;
  readonly read: (bytes: Uint8Array) => Exclude<Answer<T>, { readonly status: CallStatus }>;
}

export type AskOptions = Pick<CallOptions, 'metadata' | 'maxMessageSize'> & { readonly timeoutMs: number };

/** Asks; never rejects for what a peer does. */
export async function ask<T>(
  connection: Connection,
  { method, request, read }: Question<T>,
  options: AskOptions,
): Promise<Reply<T>> {
  const { end, message } = await unary(connection, { ...options, method }, request);
  const since = (at: number | null): number | null => (at === null ? null : at - end.sentAt);
  return {
    method,
    answer: message === null ? unanswered(end) : read(message),
    ms: end.endedAt - end.sentAt,
    headersMs: since(end.headersAt),
    messageMs: since(end.firstMessageAt),
  };
}

/** What a call without a message came to. */
export function unanswered({ reason, status }: Pick<CallEnd, 'reason' | 'status'>): Answer<never> {
  if (reason !== 'status' || status.code === Status.OK) return { kind: 'broken', status };
  if (status.origin === 'server') return { kind: 'refused', status };
  return { kind: status.code === Status.UNIMPLEMENTED ? 'foreign' : 'broken', status };
}
