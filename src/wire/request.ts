import type { ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2';
import { usage } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { ACCEPT_ENCODING } from './encoding.ts';
import type { Link } from './link.ts';
import { checkMetadata, toHeaders } from './metadata.ts';
import { grpcTimeout } from './timeout.ts';
import type { CallOptions } from './types.ts';

/** Opens the stream of a call; null when the session takes no more. Throws a usage failure for what cannot be sent. */
export function openStream(link: Link, options: CallOptions): ClientHttp2Stream | null {
  if (!isUsable(link)) {
    checkRequest(options);
    return null;
  }
  return link.session.request(headersOf(link, options), OPEN);
}

const OPEN = { endStream: false };

/** The headers of options that many calls share, made and checked once; Node takes a copy. */
const MADE = new WeakMap<Link, WeakMap<CallOptions, OutgoingHttpHeaders>>();

function headersOf(link: Link, options: CallOptions): OutgoingHttpHeaders {
  let made = MADE.get(link);
  if (made === undefined) {
    made = new WeakMap();
    MADE.set(link, made);
  }
  const known = made.get(options);
  if (known !== undefined) return known;
  checkRequest(options);
  const headers = requestHeaders(link, options);
  made.set(options, headers);
  return headers;
}

/** Whether the session takes further streams. */
export function isUsable({ session, loss }: Link): boolean {
  return !session.closed && !session.destroyed && loss === null;
}

/** Throws a usage failure for a method or metadata that cannot be sent. */
export function checkRequest(options: CallOptions): void {
  if (!/^\/[\x21-\x7e]+$/.test(options.method)) throw usage(`"${printable(options.method, 120)}" is no method path`);
  checkMetadata(options.metadata ?? []);
}

function requestHeaders(link: Link, options: CallOptions): OutgoingHttpHeaders {
  const { compression = 'identity' } = options;
  return {
    'user-agent': `grpc-validate node/${process.versions.node}`,
    ...toHeaders(options.metadata ?? []),
    ':method': 'POST',
    ':scheme': link.scheme,
    ':authority': link.authority,
    ':path': options.method,
    te: 'trailers',
    'content-type': 'application/grpc',
    'grpc-accept-encoding': ACCEPT_ENCODING,
    ...(compression === 'identity' ? {} : { 'grpc-encoding': compression }),
    ...(options.timeoutMs === undefined ? {} : { 'grpc-timeout': grpcTimeout(options.timeoutMs) }),
  };
}
