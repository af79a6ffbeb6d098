import type { GrpcRequest, GrpcResponse } from './message.ts';
import type { GrpcMetadata } from './metadata.ts';

/** The call around the messages. */
export interface GrpcCall {
  readonly serviceName: string;
  readonly methodName: string;
  /** What the caller sent, keys lower-cased. */
  readonly metadata: GrpcMetadata;
  /** `address:port` of the caller, `unknown` without a connection. */
  readonly peer: string;
  /** Aborted when the caller cancels, the deadline passes, or the call is over. */
  readonly signal: AbortSignal;
  /** Sends the response headers; only the first call counts, and a stream sends empty ones unless it is made before the first await. */
  sendHeaders(metadata?: GrpcMetadata): void;
  /** Of a stream: headers wait for sendHeaders or the first message, however long the handler awaits before. */
  holdHeaders(): void;
  /** Adds to the metadata sent with the status. */
  addTrailers(metadata: GrpcMetadata): void;
  /** Breaks the HTTP/2 stream off with RST_STREAM; false where there is no stream to reset. */
  reset(code: number): boolean;
  /** Destroys the connection under the call; false where there is none. */
  disconnect(): boolean;
}

/** A service over raw bytes. Streams are async iterables; when a call ends early, `return()` is called on the responses. */
export interface GrpcHandler {
  handleRequest(request: GrpcRequest, call: GrpcCall): GrpcResponse | Promise<GrpcResponse>;
  handleServerStream?(request: GrpcRequest, call: GrpcCall): AsyncIterable<GrpcResponse>;
  handleClientStream?(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): GrpcResponse | Promise<GrpcResponse>;
  handleBidiStream?(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): AsyncIterable<GrpcResponse>;
}

/** A call without a connection, for handlers driven directly. */
export function detachedCall(request: GrpcRequest, signal: AbortSignal = new AbortController().signal): GrpcCall {
  return {
    serviceName: request.serviceName,
    methodName: request.methodName,
    metadata: request.metadata,
    peer: 'unknown',
    signal,
    sendHeaders: () => {},
    holdHeaders: () => {},
    addTrailers: () => {},
    reset: () => false,
    disconnect: () => false,
  };
}

export type MethodKind = 'unary' | 'server-stream' | 'client-stream' | 'bidi-stream';

/** A method the server is to answer; the handler is looked up by `service` at each call. */
export interface MethodRoute {
  /** Fully qualified. */
  readonly service: string;
  readonly method: string;
  readonly kind: MethodKind;
}
