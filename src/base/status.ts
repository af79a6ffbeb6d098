/** The 17 gRPC status codes by number: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type StatusName = (typeof NAMES)[number];

/** Number of each status, `Status.NOT_FOUND === 5`. */
export const Status: Readonly<Record<StatusName, number>> = Object.freeze(
  Object.fromEntries(NAMES.map((name, code) => [name, code])) as Record<StatusName, number>,
);

/** Who decided the status: the peer's trailers, its HTTP answer, a reset, our reading of the bytes, or we ourselves. */
export type StatusOrigin = 'server' | 'http' | 'rst' | 'framing' | 'client';

/** How a call ended; `code` is always one of the 17, whatever the peer sent is kept in `raw`. */
export interface CallStatus {
  readonly code: number;
  readonly name: StatusName;
  readonly message: string;
  readonly origin: StatusOrigin;
  /** Machine-readable cause when the stream broke, e.g. `truncated-message`. */
  readonly reason?: string;
  /** `grpc-status-details-bin` as sent, base64. */
  readonly details?: string;
  /** The same decoded, as far as it decodes. */
  readonly decoded?: StatusDetails;
  /** What the peer sent in place of a legal status. */
  readonly raw?: string;
}

/** google.rpc.Status inside a status; texts are safe to print. */
export interface StatusDetails {
  /** Code and message inside, which should repeat the status; null when it does not decode. */
  readonly code: number | null;
  readonly message: string | null;
  readonly details: readonly StatusDetail[];
  /** What is wrong with it: it does not decode, or contradicts the status. */
  readonly fault: string | null;
}

export interface StatusDetail {
  /** Full name of its type, e.g. `google.rpc.BadRequest`. */
  readonly type: string;
  /** What it says, in words. */
  readonly text: string;
  /** Its fields in ProtoJSON; null when its type is not known here or it does not decode. */
  readonly value: unknown;
}

export function callStatus(
  code: number,
  message: string,
  origin: StatusOrigin,
  more: Pick<CallStatus, 'reason' | 'details' | 'decoded' | 'raw'> = {},
): CallStatus {
  return { code, name: statusName(code), message, origin, ...more };
}

/** The name of a status code; UNKNOWN for a number outside 0..16. */
export function statusName(code: number): StatusName {
  return NAMES[code] ?? 'UNKNOWN';
}

/** Reads a status given by name (any case) or number; `undefined` when it is neither. */
export function parseStatus(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed) < NAMES.length ? Number(trimmed) : undefined;
  const code = NAMES.indexOf(trimmed.toUpperCase() as StatusName);
  return code === -1 ? undefined : code;
}

/** `NOT_FOUND: job not found`; the name alone where the message says no more. */
export function statusWords({ name, message }: Pick<CallStatus, 'name' | 'message'>): string {
  return message === '' || message === name ? name : `${name}: ${message}`;
}
