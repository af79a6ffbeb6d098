import type { MethodDefinition, handleBidiStreamingCall } from '@grpc/grpc-js';
import type { GrpcCall } from './handler.ts';
import { asBuffer, pumpEach } from './pump.ts';
import { readEach } from './read-requests.ts';
import { ServerCall } from './server-call.ts';

/** A bidirectional stream as a function of its messages. */
export type BidiStream<TIn, TOut> = (messages: AsyncIterable<TIn>, call: GrpcCall) => AsyncIterable<TOut>;

/** What `addService` of a grpc-js server takes. */
export interface BidiService<TIn, TOut> {
  readonly definition: Readonly<Record<string, MethodDefinition<TIn, TOut>>>;
  readonly implementation: Readonly<Record<string, handleBidiStreamingCall<TIn, TOut>>>;
}

interface Coding<T> {
  encode(message: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

export interface BidiMethod<TIn, TOut> {
  /** Fully qualified. */
  readonly service: string;
  readonly method: string;
  readonly request: Coding<TIn>;
  readonly response: Coding<TOut>;
}

/** A stream as a method of any grpc-js server; what it throws becomes the status, as in the registry. */
export function bidiHandler<TIn, TOut>(open: BidiStream<TIn, TOut>): handleBidiStreamingCall<TIn, TOut> {
  return (surface) => {
    const [service = '', method = ''] = surface.getPath().split('/').slice(1);
    const call = new ServerCall(surface, { service, method, kind: 'bidi-stream' });
    const messages = readEach(surface, call.signal, (message: TIn) => message);
    void pumpEach(
      surface,
      call,
      () => open(messages, call),
      (message) => surface.write(message),
    );
  };
}

/** The same with the definition of a service that has this method alone. */
export function bidiService<TIn, TOut>(
  { service, method, request, response }: BidiMethod<TIn, TOut>,
  open: BidiStream<TIn, TOut>,
): BidiService<TIn, TOut> {
  const definition: MethodDefinition<TIn, TOut> = {
    path: `/${service}/${method}`,
    requestStream: true,
    responseStream: true,
    requestSerialize: (message) => asBuffer(request.encode(message)),
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (message) => asBuffer(response.encode(message)),
    responseDeserialize: (bytes) => response.decode(bytes),
  };
  return { definition: { [method]: definition }, implementation: { [method]: bidiHandler(open) } };
}
