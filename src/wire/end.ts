import type { CallStatus } from '../base/status.ts';
import { callStatus, Status } from '../base/status.ts';
import { printable } from '../base/text.ts';
import type { FramingFault } from './encoding.ts';
import type { LossReason } from './link.ts';
import { metadataValue } from './metadata.ts';
import { codeFromHttp, isGrpcContentType, statusFromRst, statusFromTrailers } from './status.ts';
import type { CallEndReason, Metadata } from './types.ts';

/** Everything seen of a call by the time it was over. */
export interface Evidence {
  /** Set when we ended it, unless the peer's status and every message were there before. */
  readonly ours: 'cancelled' | 'deadline' | 'stalled' | null;
  readonly oursMessage: string;
  readonly fault: FramingFault | null;
  /** A message that began and did not end. */
  readonly partial: string | null;
  readonly http: number | null;
  readonly headers: Metadata | null;
  /** The HEADERS frame ended the stream, so it is the trailers too. */
  readonly headersOnly: boolean;
  readonly trailers: Metadata | null;
  /** Bytes of DATA received, and the first of them when the answer was not gRPC. */
  readonly bodyBytes: number;
  readonly bodyStart: string;
  readonly rst: number;
  /** How the connection went down under the call; null when it did not. */
  readonly lost: string | null;
  readonly lostReason: LossReason;
  readonly pastDeadline: boolean;
}

export interface Verdict {
  readonly reason: CallEndReason;
  readonly status: CallStatus;
  readonly notes: readonly string[];
}

/** How a call ended, by the first of: our reading of the frames, what we did, the peer's status, what was broken. */
export function decideEnd(seen: Evidence): Verdict {
  const notes: string[] = [];
  const sent = sentStatus(seen, notes);
  if (seen.fault) {
    if (sent) notes.push(`the server's own status was ${sent.name}${sent.message === '' ? '' : `: ${sent.message}`}`);
    return broken(callStatus(seen.fault.code, seen.fault.message, 'framing', { reason: seen.fault.reason }), notes);
  }
  if (seen.ours) return byUs(seen, seen.ours);
  if (sent) return withStatus(seen, sent, notes);
  if (seen.partial) notes.push(`the last message is truncated: ${seen.partial}`);
  return withoutStatus(seen, notes);
}

function sentStatus(seen: Evidence, notes: string[]): CallStatus | null {
  if (seen.trailers) return statusFromTrailers(seen.trailers);
  if (seen.headers === null) return null;
  if (seen.headersOnly) return statusFromTrailers(seen.headers);
  // Some proxies end a trailers-only answer with an empty DATA frame; anything less clean is no status.
  if (seen.bodyBytes > 0 || seen.lost !== null || seen.rst !== 0) return null;
  const inHeaders = statusFromTrailers(seen.headers);
  if (inHeaders) notes.push('the status stood in headers that did not end the stream');
  return inHeaders;
}

function withStatus(seen: Evidence, sent: CallStatus, notes: string[]): Verdict {
  const contentType = metadataValue(seen.headers, 'content-type');
  if (sent.reason !== undefined) return broken(sent, notes);
  if (sent.code !== Status.OK) {
    if (seen.partial) notes.push(`the last message is truncated: ${seen.partial}`);
    return { reason: 'status', status: sent, notes };
  }
  if (!isGrpcContentType(contentType)) return broken(notGrpc(contentType, seen), notes);
  if (seen.partial) {
    const message = `${seen.partial}, yet the server said OK`;
    return broken(callStatus(Status.INTERNAL, message, 'framing', { reason: 'truncated-message' }), notes);
  }
  return { reason: 'status', status: sent, notes };
}

function byUs(seen: Evidence, reason: 'cancelled' | 'deadline' | 'stalled'): Verdict {
  const code = reason === 'deadline' ? Status.DEADLINE_EXCEEDED : Status.CANCELLED;
  const more = reason === 'stalled' ? { reason } : {};
  const notes = seen.partial ? [`a message was under way: ${seen.partial}`] : [];
  return { reason, status: callStatus(code, seen.oursMessage, 'client', more), notes };
}

function withoutStatus(seen: Evidence, notes: readonly string[]): Verdict {
  const contentType = metadataValue(seen.headers, 'content-type');
  if (seen.http !== null && seen.http !== 200) {
    const code = codeFromHttp(seen.http);
    const what = isGrpcContentType(contentType) ? 'without a gRPC status' : `${answer(contentType)}, not gRPC`;
    const status = callStatus(code, `the peer answered HTTP ${seen.http} ${what}`, 'http', {
      reason: 'http-status',
      raw: evidence(seen, contentType),
    });
    return { reason: 'status', status, notes };
  }
  if (seen.headers !== null && !isGrpcContentType(contentType)) {
    return broken(notGrpc(contentType, seen), notes);
  }
  if (seen.lost !== null) {
    const reason = seen.lostReason;
    if (reason === 'metadata-too-large') {
      return broken(callStatus(Status.RESOURCE_EXHAUSTED, seen.lost, 'framing', { reason }), notes);
    }
    return broken(callStatus(Status.UNAVAILABLE, seen.lost, 'client', { reason }), notes);
  }
  if (seen.rst !== 0) return broken(statusFromRst(seen.rst, seen.pastDeadline), notes);
  const early = metadataValue(seen.headers, 'grpc-status');
  if (early !== undefined) {
    const message = `the stream ended without a status; grpc-status "${printable(early, 40)}" stood in its headers, before the messages`;
    return broken(callStatus(Status.INTERNAL, message, 'framing', { reason: 'no-status', raw: early }), notes);
  }
  const how = seen.trailers === null ? 'no trailers came' : 'its trailers hold no grpc-status';
  const message = `the stream ended without a status (${how}): the server or a proxy between gave up`;
  return broken(callStatus(Status.UNKNOWN, message, 'framing', { reason: 'no-status' }), notes);
}

function notGrpc(contentType: string | undefined, seen: Evidence): CallStatus {
  const message = `the peer answered ${kindOf(contentType)}, not gRPC`;
  return callStatus(Status.UNKNOWN, message, 'http', { reason: 'not-grpc', raw: evidence(seen, contentType) });
}

/** After `HTTP 401 `: `and HTML`, or `without a content-type`. */
function answer(contentType: string | undefined): string {
  return contentType === undefined ? kindOf(contentType) : `and ${kindOf(contentType)}`;
}

function kindOf(contentType: string | undefined): string {
  if (contentType === undefined) return 'without a content-type';
  if (/^text\/html\b/i.test(contentType)) return 'HTML';
  if (/^application\/json\b/i.test(contentType)) return 'JSON';
  if (/^application\/grpc-web/i.test(contentType)) return 'gRPC-Web';
  return `content-type "${printable(contentType, 80)}"`;
}

function evidence(seen: Evidence, contentType: string | undefined): string {
  const parts = [`HTTP ${seen.http ?? '?'}`, `content-type: ${printable(contentType ?? '(none)', 80)}`];
  if (seen.bodyStart !== '') parts.push(printable(seen.bodyStart, 200));
  return parts.join('; ');
}

function broken(status: CallStatus, notes: readonly string[]): Verdict {
  return { reason: 'broken', status, notes };
}
