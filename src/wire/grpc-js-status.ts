import type { StatusObject } from '@grpc/grpc-js';
import type { CallStatus, StatusOrigin } from '../base/status.ts';
import { callStatus, Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { statusDetails } from './status.ts';
import type { CallEndReason, Metadata } from './types.ts';

export interface GrpcJsVerdict {
  readonly reason: CallEndReason;
  readonly status: CallStatus;
}

/** What grpc-js hands over as a status: any part may be missing, whatever its types say. */
export type GrpcJsStatus = { readonly [K in keyof StatusObject]?: unknown };

const MESSAGE_LIMIT = 8192;

/**
 * How a call ended that grpc-js ended. The code and the words stay grpc-js's own where the code is one of the 17; who
 * made the status is read from its words, since grpc-js does not say: a server that sends the very same words without
 * any other trailer is taken for grpc-js. `soFar`: how far the call had come, for a lost connection.
 */
export function judgeGrpcJs(sent: GrpcJsStatus, trailers: Metadata, soFar: string): GrpcJsVerdict {
  const { code } = sent;
  const text = typeof sent.details === 'string' ? printable(sent.details, MESSAGE_LIMIT) : '';
  if (typeof code !== 'number' || !Number.isInteger(code) || code < 0 || code > 16) return illegal(code, text);
  const own = ownWords(code, text, trailers);
  if (own) {
    const { reason, origin, cause, raw } = own;
    const message = cause === 'connection-lost' ? `${text}, ${soFar}` : text;
    const status = callStatus(code, message, origin, { reason: cause, ...(raw === undefined ? {} : { raw }) });
    return { reason, status };
  }
  return { reason: 'status', status: callStatus(code, text, 'server', statusDetails(trailers, code)) };
}

function illegal(code: unknown, text: string): GrpcJsVerdict {
  const raw = printable(String(code), 40);
  // A number was in the trailers, if only as NaN; without one, something in grpc-js itself went wrong.
  const origin = typeof code === 'number' ? 'server' : 'client';
  const why = origin === 'client' ? ', as it does for a compressed message without a usable grpc-encoding' : '';
  const message = `@grpc/grpc-js ended the call with the status ${raw}${why}${text === '' ? '' : `: ${text}`}`;
  return { reason: 'broken', status: callStatus(Status.UNKNOWN, message, origin, { reason: 'bad-status', raw }) };
}

interface Own {
  readonly reason: CallEndReason;
  readonly origin: StatusOrigin;
  /** Machine-readable cause, the same as our own client's. */
  readonly cause: string;
  readonly raw?: string;
}

const RST_WORDS: Readonly<Record<string, readonly [code: number, rst: number]>> = {
  'Stream refused by server': [Status.UNAVAILABLE, 7],
  'Call cancelled': [Status.CANCELLED, 8],
  'Bandwidth exhausted or memory limit exceeded': [Status.RESOURCE_EXHAUSTED, 11],
  'Protocol not secure enough': [Status.PERMISSION_DENIED, 12],
};

const LOST =
  /^(?:Connection dropped$|(?:read|write) E[A-Z]+$|Received RST_STREAM with code \d+ triggered by internal client error: |No connection established|Channel closed before call started$|Failed to start HTTP\/2 stream with error |Write (?:error: |failed with error ))/;
const FRAMING = /^(?:Failed to decompress |Received message (?:larger than max |that decompresses to ))/;

/** The statuses grpc-js makes itself (its subchannel-call, load-balancing-call, compression-filter); null for others. */
function ownWords(code: number, text: string, trailers: Metadata): Own | null {
  const http = /^Received HTTP status code (\d+)$/.exec(text)?.[1];
  if (http === '200') return { reason: 'broken', origin: 'framing', cause: 'no-status' };
  if (http !== undefined) return { reason: 'status', origin: 'http', cause: 'http-status', raw: `HTTP ${http}` };
  // The others come without the trailers, because there were none.
  if (trailers.length > 0) return null;
  if (LOST.test(text)) return { reason: 'broken', origin: 'client', cause: 'connection-lost' };
  if (FRAMING.test(text)) return { reason: 'broken', origin: 'framing', cause: 'bad-message' };
  const [known, rst] = RST_WORDS[text] ?? [];
  if (known === code && rst !== undefined) return reset(rst);
  const told = /^Received RST_STREAM with code (\d+)(?: \(.*\))?$/.exec(text)?.[1];
  if (told === undefined || code !== Status.INTERNAL) return null;
  return told === '0' ? { ...reset(0), cause: 'no-status' } : reset(Number(told));
}

function reset(rst: number): Own {
  return { reason: 'broken', origin: 'rst', cause: 'rst', raw: `RST_STREAM ${rst}` };
}
