import { firstValue, normalizeMetadata } from './metadata.ts';
import type { GrpcMetadata, MetadataValue } from './metadata.ts';

export interface GrpcRequestInit {
  /** Fully qualified, e.g. `datastream.DataStreamService`. */
  readonly serviceName: string;
  readonly methodName: string;
  /** The serialized message. */
  readonly payload: Uint8Array;
  readonly metadata?: GrpcMetadata;
}

/** One request message with what came with its call. Immutable; metadata keys are lower-cased. */
export class GrpcRequest {
  readonly serviceName: string;
  readonly methodName: string;
  readonly payload: Uint8Array;
  readonly metadata: GrpcMetadata;

  constructor(init: GrpcRequestInit) {
    this.serviceName = init.serviceName;
    this.methodName = init.methodName;
    this.payload = init.payload;
    this.metadata = normalizeMetadata(init.metadata ?? {});
    Object.freeze(this);
  }

  /** The first value under a key in any case; text, or bytes for `-bin` keys. */
  getMetadata(key: string): MetadataValue | undefined {
    return firstValue(this.metadata, key);
  }
}

export interface GrpcResponseInit {
  /** The serialized message. */
  readonly payload: Uint8Array;
  readonly metadata?: GrpcMetadata;
}

/**
 * One response message. Its metadata goes into the headers of a unary or client-streaming call; on a stream, whose headers
 * are long gone, into the trailers.
 */
export class GrpcResponse {
  readonly payload: Uint8Array;
  readonly metadata: GrpcMetadata;

  constructor(init: GrpcResponseInit) {
    this.payload = init.payload;
    this.metadata = init.metadata === undefined ? EMPTY : normalizeMetadata(init.metadata);
  }
}

const EMPTY: GrpcMetadata = Object.freeze({});
