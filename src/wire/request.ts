import type { ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2';
import { usage } from '../base/failure.ts';
import { ACCEPT_ENCODING } from './encoding.ts';
import type { Link } from './link.ts';
import { toHeaders } from './metadata.ts';
import { thrownCode, thrownText } from './thrown.ts';
import { grpcTimeout } from './timeout.ts';
import type { CallOptions } from './types.ts';

/** Opens the stream of a call; null when the session takes no more. Throws a usage failure for illegal metadata. */
export function openStream(link: Link, options: CallOptions): ClientHttp2Stream | null {
  if (link.session.closed || link.session.destroyed || link.loss) return null;
  try {
    return link.session.request(requestHeaders(link, options), { endStream: false });
  } catch (thrown) {
    if (/^ERR_HTTP2_(?:INVALID_SESSION|GOAWAY_SESSION|OUT_OF_STREAMS)$/.test(thrownCode(thrown))) return null;
    throw usage(`the request cannot be sent: ${thrownText(thrown)}`, 'check the method and the metadata (-H)');
  }
}

function requestHeaders(link: Link, options: CallOptions): OutgoingHttpHeaders {
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
    ...(options.timeoutMs === undefined ? {} : { 'grpc-timeout': grpcTimeout(options.timeoutMs) }),
  };
}

/** A message behind its prefix, uncompressed, in memory of its own: the caller may reuse `message` at once. */
export function frameMessage(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(5 + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}
