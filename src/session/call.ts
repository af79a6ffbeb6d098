import type { GrpcCall } from '../serve/handler.ts';

/** The call around a stream, as far as a session needs one. */
export type SessionCall = Pick<GrpcCall, 'metadata' | 'peer' | 'signal' | 'addTrailers' | 'reset'>;

/** A call without a connection, for streams driven directly. */
export function noCall(signal: AbortSignal = new AbortController().signal): SessionCall {
  return { metadata: {}, peer: 'unknown', signal, addTrailers: () => {}, reset: () => false };
}
