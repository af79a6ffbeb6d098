import { setTimeout as sleep } from 'node:timers/promises';
import { descriptorBytes } from '../../src/schema/descriptor-bytes.ts';
import { GrpcError } from '../../src/serve/errors.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import type { ListenOptions, RunningServer } from '../../src/serve/grpc-server.ts';
import type { GrpcCall, GrpcHandler, MethodKind, MethodRoute } from '../../src/serve/handler.ts';
import type { GrpcRequest } from '../../src/serve/message.ts';
import { GrpcResponse } from '../../src/serve/message.ts';
import type { GrpcMetadata } from '../../src/serve/metadata.ts';
import { GrpcService } from '../../src/serve/service.ts';
import type { MessageName, Messages } from './interop-messages.ts';
import { decode, encode, INTEROP_PROTO, payload, sizeOf, TEST_SERVICE } from './interop-messages.ts';

const KINDS: Readonly<Record<string, MethodKind>> = {
  EmptyCall: 'unary',
  UnaryCall: 'unary',
  StreamingOutputCall: 'server-stream',
  StreamingInputCall: 'client-stream',
  FullDuplexCall: 'bidi-stream',
  HalfDuplexCall: 'bidi-stream',
};
const ROUTES: readonly MethodRoute[] = Object.entries(KINDS).map(([method, kind]) => ({
  service: TEST_SERVICE,
  method,
  kind,
}));

const INITIAL = 'x-grpc-test-echo-initial';
const TRAILING = 'x-grpc-test-echo-trailing-bin';

/** grpc.testing.TestService on @grpc/grpc-js, with health and reflection, on a free port unless told otherwise. */
export function startInteropServer(options: Omit<ListenOptions, 'descriptors'> = {}): Promise<RunningServer> {
  const service = new GrpcService();
  service.registerHandler(TEST_SERVICE, new TestService());
  return startServer(service, ROUTES, { ...options, descriptors: descriptorBytes([INTEROP_PROTO]) });
}

class TestService implements GrpcHandler {
  handleRequest(request: GrpcRequest, call: GrpcCall): GrpcResponse {
    echoMetadata(call);
    if (request.methodName === 'EmptyCall') {
      decode('Empty', request.payload);
      return response('Empty', {});
    }
    const { responseSize = 0, responseStatus } = decode('SimpleRequest', request.payload);
    endWith(responseStatus);
    return response('SimpleResponse', { payload: payload(responseSize) });
  }

  async *handleServerStream(request: GrpcRequest, call: GrpcCall): AsyncGenerator<GrpcResponse> {
    echoMetadata(call);
    yield* responses(decode('StreamingOutputCallRequest', request.payload), call);
  }

  async handleClientStream(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): Promise<GrpcResponse> {
    echoMetadata(call);
    let aggregatedPayloadSize = 0;
    for await (const request of requests) {
      aggregatedPayloadSize += sizeOf(decode('StreamingInputCallRequest', request.payload).payload);
    }
    return response('StreamingInputCallResponse', { aggregatedPayloadSize });
  }

  /** Full duplex answers each request as it comes, half duplex all of them at the end. */
  async *handleBidiStream(requests: AsyncIterable<GrpcRequest>, call: GrpcCall): AsyncGenerator<GrpcResponse> {
    echoMetadata(call);
    const kept: Messages['StreamingOutputCallRequest'][] = [];
    for await (const request of requests) {
      const message = decode('StreamingOutputCallRequest', request.payload);
      if (call.methodName === 'HalfDuplexCall') kept.push(message);
      else yield* responses(message, call);
    }
    for (const message of kept) yield* responses(message, call);
  }
}

async function* responses(
  { responseParameters = [], responseStatus }: Messages['StreamingOutputCallRequest'],
  call: GrpcCall,
): AsyncGenerator<GrpcResponse> {
  endWith(responseStatus);
  for (const { size = 0, intervalUs = 0 } of responseParameters) {
    if (intervalUs > 0) await sleep(intervalUs / 1000, undefined, { signal: call.signal });
    yield response('StreamingOutputCallResponse', { payload: payload(size) });
  }
}

function response<N extends MessageName>(name: N, json: Messages[N]): GrpcResponse {
  return new GrpcResponse({ payload: encode(name, json) });
}

function endWith(status: { readonly code?: number; readonly message?: string } = {}): void {
  const { code = 0, message = '' } = status;
  if (code !== 0) throw new GrpcError(code, message);
}

function echoMetadata(call: GrpcCall): void {
  call.sendHeaders(only(call.metadata, INITIAL));
  call.addTrailers(only(call.metadata, TRAILING));
}

function only(metadata: GrpcMetadata, key: string): GrpcMetadata {
  const value = metadata[key];
  return value === undefined ? {} : { [key]: value };
}
