import { UnimplementedError } from './errors.ts';
import { detachedCall } from './handler.ts';
import type { GrpcCall, GrpcHandler } from './handler.ts';
import type { GrpcRequest, GrpcResponse } from './message.ts';

/** A second handler for a name. */
export class HandlerExistsError extends Error {
  override readonly name: string = 'HandlerExistsError';
}

/** No handler has that name; as a call it ends UNIMPLEMENTED. */
export class UnknownServiceError extends UnimplementedError {}

/** The object given is no handler. */
export class HandlerShapeError extends TypeError {
  override readonly name: string = 'HandlerShapeError';
}

const OPTIONAL = ['handleServerStream', 'handleClientStream', 'handleBidiStream'] as const;

/** Handlers by fully qualified service name. */
export class GrpcService {
  readonly #handlers = new Map<string, GrpcHandler>();

  /** Throws HandlerExistsError for a name that is taken, HandlerShapeError for a wrong object or an empty name. */
  registerHandler(serviceName: string, handler: GrpcHandler): void {
    checkShape(serviceName, handler);
    if (this.#handlers.has(serviceName)) throw new HandlerExistsError(`${serviceName} already has a handler`);
    this.#handlers.set(serviceName, handler);
  }

  /** Throws UnknownServiceError when there is none. */
  unregisterHandler(serviceName: string): void {
    if (!this.#handlers.delete(serviceName)) throw unknown(serviceName);
  }

  getHandler(serviceName: string): GrpcHandler | undefined {
    return this.#handlers.get(serviceName);
  }

  /** In the order of registration. */
  listServices(): string[] {
    return [...this.#handlers.keys()];
  }

  /** A unary call; rejects with UnknownServiceError or with what the handler throws. */
  async handleRequest(request: GrpcRequest, call: GrpcCall = detachedCall(request)): Promise<GrpcResponse> {
    return response(await this.#handler(request.serviceName).handleRequest(request, call), call);
  }

  /** Throws UnimplementedError when the handler has no such kind; so do the two below. */
  handleServerStream(request: GrpcRequest, call: GrpcCall = detachedCall(request)): AsyncIterable<GrpcResponse> {
    const handler = this.#handler(request.serviceName);
    if (handler.handleServerStream === undefined) return refuse(call, 'server stream');
    return stream(handler.handleServerStream(request, call), call);
  }

  async handleClientStream(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): Promise<GrpcResponse> {
    const handler = this.#handler(call.serviceName);
    if (handler.handleClientStream === undefined) return refuse(call, 'client stream');
    return response(await handler.handleClientStream(requests, call), call);
  }

  handleBidiStream(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): AsyncIterable<GrpcResponse> {
    const handler = this.#handler(call.serviceName);
    if (handler.handleBidiStream === undefined) return refuse(call, 'bidirectional stream');
    return stream(handler.handleBidiStream(requests, call), call);
  }

  #handler(serviceName: string): GrpcHandler {
    const handler = this.#handlers.get(serviceName);
    if (handler === undefined) throw unknown(serviceName);
    return handler;
  }
}

function unknown(serviceName: string): UnknownServiceError {
  return new UnknownServiceError(`no handler is registered for ${serviceName}`);
}

/** Ends a call of a kind its handler does not have. */
export function refuse(call: GrpcCall, kind: string): never {
  throw new UnimplementedError(`${call.serviceName}/${call.methodName} is no ${kind} here`);
}

/** Handlers in JavaScript may give anything; the caller sees which one did. */
function response(given: GrpcResponse, { serviceName }: GrpcCall): GrpcResponse {
  if (typeof given === 'object' && given !== null) return given;
  throw new TypeError(`the handler of ${serviceName} gave no response`);
}

function stream(given: AsyncIterable<GrpcResponse>, { serviceName }: GrpcCall): AsyncIterable<GrpcResponse> {
  if (typeof given === 'object' && given !== null && Symbol.asyncIterator in given) return given;
  throw new TypeError(`the handler of ${serviceName} gave no async iterable of responses`);
}

function checkShape(serviceName: string, handler: unknown): void {
  if (serviceName === '') throw new HandlerShapeError('a handler needs the name of its service');
  if (typeof handler !== 'object' || handler === null)
    throw new HandlerShapeError(`the handler of ${serviceName} is no object`);
  if (!('handleRequest' in handler) || typeof handler.handleRequest !== 'function') {
    throw new HandlerShapeError(`the handler of ${serviceName} has no handleRequest`);
  }
  for (const name of OPTIONAL) {
    const method: unknown = Reflect.get(handler, name);
    if (method !== undefined && typeof method !== 'function') {
      throw new HandlerShapeError(`${name} of the handler of ${serviceName} is no function`);
    }
  }
}
