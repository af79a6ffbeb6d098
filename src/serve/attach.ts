import type {
  Server,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from '@grpc/grpc-js';
import type { GrpcResponse } from './message.ts';
import { asBuffer, pump } from './pump.ts';
import { readRequests } from './read-requests.ts';
import type { MethodKind, MethodRoute } from './handler.ts';
import { ServerCall } from './server-call.ts';
import type { GrpcService } from './service.ts';

/** Serves `routes` from the registry with raw bytes; throws what grpc-js throws for a method served already. */
export function attach(server: Server, service: GrpcService, routes: readonly MethodRoute[]): void {
  for (const route of routes) {
    const definition = {
      path: `/${route.service}/${route.method}`,
      requestStream: route.kind === 'client-stream' || route.kind === 'bidi-stream',
      responseStream: route.kind === 'server-stream' || route.kind === 'bidi-stream',
      requestSerialize: identity,
      requestDeserialize: identity,
      responseSerialize: identity,
      responseDeserialize: identity,
    };
    server.addService({ [route.method]: definition }, { [route.method]: ANSWERS[route.kind](service, route) });
  }
}

function identity(bytes: Buffer): Buffer {
  return bytes;
}

type Answer =
  | ((surface: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void)
  | ((surface: ServerReadableStream<Buffer, Buffer>, done: sendUnaryData<Buffer>) => void)
  | ((surface: ServerWritableStream<Buffer, Buffer>) => void)
  | ((surface: ServerDuplexStream<Buffer, Buffer>) => void);

const ANSWERS: Readonly<Record<MethodKind, (service: GrpcService, route: MethodRoute) => Answer>> = {
  unary: (service, route) => (surface: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
    const call = new ServerCall(surface, route);
    void reply(call, done, () => service.handleRequest(call.request(surface.request), call));
  },
  'client-stream': (service, route) => (surface: ServerReadableStream<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
    const call = new ServerCall(surface, route);
    const requests = readRequests(surface, call);
    void reply(call, done, () => service.handleClientStream(requests, call));
  },
  'server-stream': (service, route) => (surface: ServerWritableStream<Buffer, Buffer>) => {
    const call = new ServerCall(surface, route);
    void pump(surface, call, () => service.handleServerStream(call.request(surface.request), call));
  },
  'bidi-stream': (service, route) => (surface: ServerDuplexStream<Buffer, Buffer>) => {
    const call = new ServerCall(surface, route);
    const requests = readRequests(surface, call);
    void pump(surface, call, () => service.handleBidiStream(requests, call));
  },
};

/** One response; its metadata goes into the headers, which therefore wait for it. */
async function reply(
  call: ServerCall,
  done: sendUnaryData<Buffer>,
  respond: () => Promise<GrpcResponse>,
): Promise<void> {
  try {
    const response = await respond();
    call.sendHeaders(response.metadata);
    done(null, asBuffer(response.payload), call.trailers);
  } catch (thrown) {
    done(call.failure(thrown));
  }
}
