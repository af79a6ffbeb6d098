import { Metadata } from '@grpc/grpc-js';
import type { ServerUnaryCall } from '@grpc/grpc-js';
import { errorStatus } from './errors.ts';
import type { ErrorStatus } from './errors.ts';
import type { GrpcCall, MethodRoute } from './handler.ts';
import { GrpcRequest } from './message.ts';
import { fromGrpcJs, toGrpcJs } from './metadata.ts';
import type { GrpcMetadata } from './metadata.ts';
import { rawStream } from './raw-stream.ts';

/** What all four kinds of grpc-js server call have in common. */
export type SurfaceCall = Pick<ServerUnaryCall<Buffer, Buffer>, 'metadata' | 'getPeer' | 'sendMetadata'> & {
  on(event: 'cancelled', listener: () => void): unknown;
};

/** A grpc-js call as handlers see it, with what the attached functions need beside it. */
export class ServerCall implements GrpcCall {
  readonly serviceName: string;
  readonly methodName: string;
  readonly metadata: GrpcMetadata;
  readonly peer: string;
  readonly signal: AbortSignal;
  readonly #surface: SurfaceCall;
  readonly #trailers = new Metadata();
  #headersSent = false;
  #headersHeld = false;

  constructor(surface: SurfaceCall, route: MethodRoute) {
    const controller = new AbortController();
    this.serviceName = route.service;
    this.methodName = route.method;
    this.metadata = fromGrpcJs(surface.metadata);
    this.peer = surface.getPeer();
    this.signal = controller.signal;
    this.#surface = surface;
    surface.on('cancelled', () => controller.abort(new Error('the call is over')));
  }

  get trailers(): Metadata {
    return this.#trailers;
  }

  request(payload: Uint8Array): GrpcRequest {
    const { serviceName, methodName, metadata } = this;
    return new GrpcRequest({ serviceName, methodName, metadata, payload });
  }

  sendHeaders(metadata: GrpcMetadata = {}): void {
    if (this.#headersSent) return;
    const headers = toGrpcJs(metadata);
    this.#headersSent = true;
    this.#surface.sendMetadata(headers);
  }

  holdHeaders(): void {
    this.#headersHeld = true;
  }

  /** Sends empty headers, unless there were others or the handler holds them back. */
  announce(): void {
    if (!this.#headersHeld) this.sendHeaders();
  }

  addTrailers(metadata: GrpcMetadata = {}): void {
    if (Object.keys(metadata).length > 0) this.#trailers.merge(toGrpcJs(metadata));
  }

  reset(code: number): boolean {
    const stream = rawStream(this.#surface);
    stream?.close(code);
    return stream !== null;
  }

  disconnect(): boolean {
    const session = rawStream(this.#surface)?.session;
    session?.destroy();
    return session !== undefined;
  }

  /** A thrown value in the form grpc-js takes, the trailers collected so far included; never throws. */
  failure(thrown: unknown): Error & { code: number; details: string; metadata: Metadata } {
    const { code, message } = this.#outcome(thrown);
    return Object.assign(new Error(message), { code, details: message, metadata: this.#trailers });
  }

  /** An error whose own trailers cannot be sent is a bug of its handler, and must not take the server down. */
  #outcome(thrown: unknown): ErrorStatus {
    const status = errorStatus(thrown);
    try {
      this.addTrailers(status.trailers);
      return status;
    } catch (refused) {
      return errorStatus(refused);
    }
  }
}
