import { fileURLToPath } from 'node:url';
import { GrpcError, InvalidArgumentError } from '../../src/serve/errors.ts';
import type { RunningServer } from '../../src/serve/grpc-server.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import type { GrpcCall, GrpcHandler, MethodRoute } from '../../src/serve/handler.ts';
import type { GrpcRequest } from '../../src/serve/message.ts';
import { GrpcResponse } from '../../src/serve/message.ts';
import { GrpcService } from '../../src/serve/service.ts';
import { decodeJson, encodeJson } from '../../src/schema/codec.ts';
import type { DescMessage, FileRegistry } from '../../src/schema/descriptors.ts';
import { descriptorBytes } from '../../src/schema/descriptor-bytes.ts';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { rpcStatus } from './rpc-status.ts';

/** The .proto of the service, as the command line takes it. */
export const PROBE_PROTO: string = fileURLToPath(new URL('protos/probe.proto', import.meta.url));
export const PROBE: FileRegistry = createRegistry(compileProtos([PROBE_PROTO]));

const SERVICE = 'probe.v1.Probe';
const ROUTES: readonly MethodRoute[] = [
  { service: SERVICE, method: 'Echo', kind: 'unary' },
  { service: SERVICE, method: 'Count', kind: 'server-stream' },
  { service: SERVICE, method: 'Sum', kind: 'client-stream' },
  { service: SERVICE, method: 'Chat', kind: 'bidi-stream' },
];

type Fields = Record<string, string | number | undefined>;

/** The message type `probe.v1.NAME`. */
export function probeMessage(name: string): DescMessage {
  const desc = PROBE.getMessage(`probe.v1.${name}`);
  if (!desc) throw new Error(`no message ${name}`);
  return desc;
}

function read(name: string, payload: Uint8Array): Fields {
  return decodeJson(probeMessage(name), payload, { registry: PROBE }) as Fields;
}

function response(name: string, fields: Fields): GrpcResponse {
  return new GrpcResponse({ payload: encodeJson(probeMessage(name), fields as Record<string, string | number>) });
}

class Probe implements GrpcHandler {
  handleRequest({ payload }: GrpcRequest, call: GrpcCall): GrpcResponse {
    const { text } = read('Item', payload);
    if (text === 'fail') throw new InvalidArgumentError('text says fail');
    if (text === 'explain') {
      const total = encodeJson(probeMessage('Total'), { count: '3' });
      const details = rpcStatus(3, [
        ['probe.v1.Total', total],
        ['far.v1.Away', Uint8Array.of(8, 7)],
      ]);
      throw new InvalidArgumentError('see the details', { 'grpc-status-details-bin': details });
    }
    call.sendHeaders({ 'x-served-by': 'probe', 'x-token': 'hush' });
    call.addTrailers({ 'x-cost': '7' });
    return new GrpcResponse({ payload });
  }

  async *handleServerStream({ payload }: GrpcRequest, { signal }: GrpcCall): AsyncGenerator<GrpcResponse> {
    const script = read('Script', payload) as Partial<Record<string, number>>;
    const { count = 0, intervalMs = 0, stallBefore, stallMs = 0, wrongAt, badAt, status = 0 } = script;
    const last = count === 0 ? Infinity : count;
    for (let number = 1; number <= last && !signal.aborted; number += 1) {
      if (number === stallBefore) await pause(stallMs, signal);
      else if (intervalMs > 0 && number > 1) await pause(intervalMs, signal);
      if (number === badAt) yield new GrpcResponse({ payload: Uint8Array.of(0x0a, 5, 1) });
      else yield response('Item', { number: String(number), value: number === wrongAt ? -number : number });
      // A stream without end and without pause still has to look whether it is wanted.
      if (number % 256 === 0) await new Promise(setImmediate);
    }
    if (status > 0) throw new GrpcError(status, 'as the script says');
  }

  async handleClientStream(requests: AsyncIterable<GrpcRequest>): Promise<GrpcResponse> {
    let count = 0;
    let sum = 0;
    for await (const { payload } of requests) {
      count += 1;
      sum += Number(read('Item', payload)['value'] ?? 0);
    }
    return response('Total', { count: String(count), sum });
  }

  async *handleBidiStream(requests: AsyncIterable<GrpcRequest>): AsyncGenerator<GrpcResponse> {
    for await (const { payload } of requests) yield new GrpcResponse({ payload });
  }
}

export interface ProbeOptions {
  readonly reflection?: boolean;
}

/** Starts the service on a free port; `close` it. */
export function startProbe({ reflection = false }: ProbeOptions = {}): Promise<RunningServer> {
  const service = new GrpcService();
  service.registerHandler(SERVICE, new Probe());
  return startServer(service, ROUTES, {
    graceMs: 0,
    ...(reflection ? { descriptors: descriptorBytes([PROBE_PROTO]) } : {}),
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener('abort', over);
  });
}
