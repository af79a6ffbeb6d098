import { gzipSync } from 'node:zlib';
import type { CallEndReason, CallOptions } from '../../../src/wire/types.ts';
import type { Pairs } from '../wire-frames.ts';
import { GRPC_HEADERS, grpcMessage } from '../wire-frames.ts';
import type { RawPeerOptions, RawStream } from '../wire-raw-peer.ts';

export type Script = (stream: RawStream) => void;

/** What our client must say of it. */
export interface Verdict {
  readonly code: string;
  readonly ended: CallEndReason;
  readonly origin: 'server' | 'http' | 'rst' | 'framing' | 'client';
  readonly reason?: string;
  readonly raw?: string;
  readonly message?: RegExp;
  readonly note?: RegExp;
  /** Messages delivered, each `ab` unless `texts` says otherwise. */
  readonly messages: number;
  readonly texts?: readonly string[];
}

/** Something a peer does to one call, and what is to be said of it. */
export interface Misbehaviour {
  /** What the peer does, as the subject of a sentence. */
  readonly name: string;
  readonly script: Script;
  readonly expect: Verdict;
  /** What the specification, or a strict peer, makes of it. */
  readonly asked: string;
  /** Others may take it for OK: it offends against a limit of ours alone. */
  readonly ours?: boolean;
  /** The call is unary. */
  readonly unary?: boolean;
  readonly call?: Partial<CallOptions>;
  readonly peer?: RawPeerOptions;
}

/** A message of two bytes. */
export const AB: Buffer = grpcMessage('ab');

/** Long enough for a peer in this process on a busy machine; the rows that wait for it run all at once. */
export const SHORT_MS = 500;

export const OK: Verdict = { code: 'OK', ended: 'status', origin: 'server', messages: 1 };

export function framing(reason: string, messages: number, message?: RegExp): Verdict {
  return { code: 'INTERNAL', ended: 'broken', origin: 'framing', reason, messages, ...(message ? { message } : {}) };
}

export function lost(messages: number, message?: RegExp): Verdict {
  const what = { code: 'UNAVAILABLE', ended: 'broken', origin: 'client', reason: 'connection-lost' } as const;
  return { ...what, messages, ...(message ? { message } : {}) };
}

/** A breach of HTTP/2 that took the connection down. */
export function broke(messages: number, message: RegExp): Verdict {
  return { ...lost(messages, message), reason: 'http2-broken' };
}

export function reset(code: string, rst: number, messages: number, message?: RegExp): Verdict {
  const what = { ended: 'broken', origin: 'rst', reason: 'rst', raw: `RST_STREAM ${rst}` } as const;
  return { code, ...what, messages, ...(message ? { message } : {}) };
}

/** Headers, each part in a DATA frame of its own, OK. */
export function answering(...parts: readonly Buffer[]): Script {
  return (s) => s.send(s.headers(), ...parts.map((part) => s.data(part)), s.trailers());
}

export function withHeaders(pairs: Pairs, body: Buffer, trailers: Pairs = [['grpc-status', '0']]): Script {
  return (s) => s.send(s.headers(pairs), s.data(body), s.trailers(trailers));
}

/** Headers, one message, these trailers. */
export function ending(trailers: Pairs): Script {
  return withHeaders(GRPC_HEADERS, AB, trailers);
}

/** A message that claims to be gzip, in an answer that announces gzip. */
export function gzipped(bytes: Uint8Array): Script {
  return withHeaders([...GRPC_HEADERS, ['grpc-encoding', 'gzip']], grpcMessage(bytes, 1));
}

export const GZIPPED: Buffer = gzipSync('abcdefgh');
