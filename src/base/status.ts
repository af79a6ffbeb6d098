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
  /** What the peer sent in place of a legal status. */
  readonly raw?: string;
}

export function callStatus(
  code: number,
  message: string,
  origin: StatusOrigin,
  more: Pick<CallStatus, 'reason' | 'details' | 'raw'> = {},
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
