import { Status, statusName } from '../base/status.ts';
import type { GrpcMetadata } from './metadata.ts';

/** Known across copies of the package: a handler may import another one than the server that runs it. */
const BRAND = Symbol.for('grpc-validate.GrpcError');

/** An error that ends its call with `code` (1..16) and `message`; `trailers` go with the status. Other codes throw RangeError. */
export class GrpcError extends Error {
  readonly code: number;
  readonly trailers: GrpcMetadata;

  constructor(code: number, message: string, trailers: GrpcMetadata = {}) {
    if (!Number.isInteger(code) || code < 1 || code > 16) throw new RangeError(`no error status has the code ${code}`);
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.trailers = trailers;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Ends the call with INVALID_ARGUMENT. */
export class InvalidArgumentError extends GrpcError {
  constructor(message: string, trailers: GrpcMetadata = {}) {
    super(Status.INVALID_ARGUMENT, message, trailers);
  }
}

/** Ends the call with PERMISSION_DENIED. */
export class PermissionDeniedError extends GrpcError {
  constructor(message: string, trailers: GrpcMetadata = {}) {
    super(Status.PERMISSION_DENIED, message, trailers);
  }
}

/** Ends the call with UNIMPLEMENTED. */
export class UnimplementedError extends GrpcError {
  constructor(message: string, trailers: GrpcMetadata = {}) {
    super(Status.UNIMPLEMENTED, message, trailers);
  }
}

/** Ends the call with DEADLINE_EXCEEDED. */
export class DeadlineExceededError extends GrpcError {
  constructor(message: string, trailers: GrpcMetadata = {}) {
    super(Status.DEADLINE_EXCEEDED, message, trailers);
  }
}

/** Ends the call with NOT_FOUND. */
export class NotFoundError extends GrpcError {
  constructor(message: string, trailers: GrpcMetadata = {}) {
    super(Status.NOT_FOUND, message, trailers);
  }
}

/** What a caller sees of a thrown value. */
export interface ErrorStatus {
  readonly code: number;
  readonly name: string;
  readonly message: string;
  readonly trailers: GrpcMetadata;
}

/** The status a thrown value ends its call with: a GrpcError's own, else INTERNAL with the first line of its message and no stack. */
export function errorStatus(thrown: unknown): ErrorStatus {
  if (isGrpcError(thrown)) {
    return {
      code: thrown.code,
      name: statusName(thrown.code),
      message: wellFormed(thrown.message),
      trailers: thrown.trailers,
    };
  }
  const message = thrown instanceof Error ? firstLine(thrown.message) : '';
  return {
    code: Status.INTERNAL,
    name: 'INTERNAL',
    message: wellFormed(message === '' ? 'internal error' : `internal error: ${message}`),
    trailers: {},
  };
}

function isGrpcError(thrown: unknown): thrown is GrpcError {
  return thrown instanceof Error && BRAND in thrown;
}

function firstLine(text: string): string {
  return text.replace(/[\r\n].*/s, '').slice(0, 400);
}

/** grpc-js percent-encodes with encodeURI, which throws on a lone surrogate and would take the process down. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
