import type { CallStatus } from '../base/status.ts';
import { callStatus, Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import { metadataValue } from './metadata.ts';
import { readDetails } from './status-details.ts';
import type { Metadata } from './types.ts';

/** Longest status message kept, characters. */
const MESSAGE_LIMIT = 8192;

/** The status trailers carry; null when they carry none. An illegal one is UNKNOWN with what was sent in `raw`. */
export function statusFromTrailers(trailers: Metadata): CallStatus | null {
  const sent = metadataValue(trailers, 'grpc-status');
  if (sent === undefined) return null;
  const text = decodeMessage(metadataValue(trailers, 'grpc-message') ?? '');
  // The grammar is 1*DIGIT, so that leading zeros change nothing.
  const legal = /^0*(?:\d|1[0-6])$/.test(sent);
  const more = statusDetails(trailers, legal ? Number(sent) : Status.UNKNOWN);
  if (legal) return callStatus(Number(sent), text, 'server', more);
  const raw = printable(sent, 120);
  const message = `the server sent grpc-status "${raw}", which is none of 0 to 16${text === '' ? '' : `: ${text}`}`;
  return callStatus(Status.UNKNOWN, message, 'server', { ...more, reason: 'bad-status', raw });
}

/** `grpc-status-details-bin` of a status with `code`, as sent and decoded; nothing when it was not sent. */
export function statusDetails(trailers: Metadata, code: number): Pick<CallStatus, 'details' | 'decoded'> {
  const details = metadataValue(trailers, 'grpc-status-details-bin');
  return details === undefined ? {} : { details, decoded: readDetails(details, code) };
}

/** Percent-decodes `grpc-message`; escapes that are none stay as they are, nothing is lost. Not safe to print. */
export function percentDecode(sent: string): string {
  const bytes = Buffer.from(
    sent.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return bytes.toString('utf8');
}

/** `grpc-message` decoded and made safe to print. */
export function decodeMessage(sent: string): string {
  return sent === '' ? '' : printable(percentDecode(sent), MESSAGE_LIMIT);
}

const HTTP_CODES: Readonly<Record<number, number>> = {
  400: Status.INTERNAL,
  401: Status.UNAUTHENTICATED,
  403: Status.PERMISSION_DENIED,
  404: Status.UNIMPLEMENTED,
  429: Status.UNAVAILABLE,
  502: Status.UNAVAILABLE,
  503: Status.UNAVAILABLE,
  504: Status.UNAVAILABLE,
};

/** gRPC code of an HTTP answer without `grpc-status`: grpc/doc/http-grpc-status-mapping.md. */
export function codeFromHttp(http: number): number {
  return HTTP_CODES[http] ?? Status.UNKNOWN;
}

const RST_NAMES = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
] as const;

/** `CANCEL (8)`; the bare number when HTTP/2 does not know it. */
export function http2ErrorName(code: number): string {
  const name = RST_NAMES[code];
  return name === undefined ? String(code) : `${name} (${code})`;
}

const RST_CODES: Readonly<Record<number, number>> = {
  7: Status.UNAVAILABLE,
  8: Status.CANCELLED,
  11: Status.RESOURCE_EXHAUSTED,
  12: Status.PERMISSION_DENIED,
};

/** Codes our own HTTP/2 layer resets with as well; node:http2 does not tell whose reset it was. */
const BREACHES: ReadonlySet<number> = new Set([1, 3, 6, 9]);
const OURS_IF_BROKEN = ', by the peer, or because the peer broke the rules of HTTP/2';
/** What node:http2 resets with when it takes no more headers. */
const CALM = 11;
const OURS_IF_LARGE = ', by the peer, or by us: metadata above 1 MiB or 4096 keys';

/** gRPC status of RST_STREAM: PROTOCOL-HTTP2.md, Errors. `pastDeadline`: our deadline had passed when it came. */
export function statusFromRst(code: number, pastDeadline: boolean): CallStatus {
  const grpc = code === 8 && pastDeadline ? Status.DEADLINE_EXCEEDED : (RST_CODES[code] ?? Status.INTERNAL);
  const whose = code === CALM ? OURS_IF_LARGE : BREACHES.has(code) ? OURS_IF_BROKEN : ' by the peer';
  return callStatus(grpc, `the stream was reset${whose}: RST_STREAM ${http2ErrorName(code)}`, 'rst', {
    reason: 'rst',
    raw: `RST_STREAM ${code}`,
  });
}

/** Whether a `content-type` is gRPC's; gRPC-Web is another protocol. */
export function isGrpcContentType(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/grpc(?:\+[^;]*)?\s*(?:;|$)/i.test(contentType.trim());
}
