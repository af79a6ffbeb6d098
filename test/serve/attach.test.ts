import { Metadata, Server } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { attach } from '../../src/serve/attach.ts';
import { GrpcError, InvalidArgumentError } from '../../src/serve/errors.ts';
import type { GrpcCall, GrpcHandler, MethodRoute } from '../../src/serve/handler.ts';
import { GrpcResponse } from '../../src/serve/message.ts';
import type { GrpcRequest } from '../../src/serve/message.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import type { RunningServer } from '../../src/serve/grpc-server.ts';
import { GrpcService } from '../../src/serve/service.ts';
import { collect, RawClient } from '../support/serve-client.ts';

const NAME = 'test.Bytes';
const ROUTES: readonly MethodRoute[] = [
  { service: NAME, method: 'Unary', kind: 'unary' },
  { service: NAME, method: 'Server', kind: 'server-stream' },
  { service: NAME, method: 'Client', kind: 'client-stream' },
  { service: NAME, method: 'Bidi', kind: 'bidi-stream' },
];
const bytes = (...values: number[]): Buffer => Buffer.from(values);

/** A promise with its handle outside; Node 20 has no Promise.withResolvers. */
function settled<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

const open: { close(): unknown }[] = [];

async function serve(
  handler: Partial<GrpcHandler>,
): Promise<{ client: RawClient; service: GrpcService; server: RunningServer }> {
  const service = new GrpcService();
  service.registerHandler(NAME, { handleRequest: ({ payload }) => new GrpcResponse({ payload }), ...handler });
  const server = await startServer(service, ROUTES, { graceMs: 50 });
  const client = new RawClient(server.address);
  open.push(client, server);
  return { client, service, server };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

describe('attach', () => {
  it('passes a unary call through with metadata in the headers', async () => {
    const { client } = await serve({
      handleRequest: (request) =>
        new GrpcResponse({ payload: request.payload, metadata: { 'x-said': request.getMetadata('X-Say') ?? '' } }),
    });
    const metadata = new Metadata();
    metadata.set('x-say', 'hello');
    const { headers, messages, status } = await client.unary('/test.Bytes/Unary', bytes(1, 2), metadata);
    expect(messages).toEqual([bytes(1, 2)]);
    expect(headers?.get('x-said')).toEqual(['hello']);
    expect(status.code).toBe(0);
  });

  it('collects a client stream, in order, metadata of the call at hand', async () => {
    const { client } = await serve({
      async handleClientStream(requests, call) {
        const parts: Uint8Array[] = [];
        for await (const request of requests) parts.push(request.payload);
        call.addTrailers({ 'x-method': call.methodName });
        return new GrpcResponse({ payload: Buffer.concat(parts), metadata: { 'x-count': String(parts.length) } });
      },
    });
    const sent = Array.from({ length: 100 }, (_, i) => bytes(i));
    const { headers, messages, status } = await client.clientStream('/test.Bytes/Client', sent);
    expect(messages).toEqual([Buffer.concat(sent)]);
    expect(headers?.get('x-count')).toEqual(['100']);
    expect(status.metadata.get('x-method')).toEqual(['Client']);
  });

  it('sends headers at once on a stream, and the metadata of responses with the status', async () => {
    const gate = settled<void>();
    const { client } = await serve({
      async *handleServerStream(request, call) {
        call.sendHeaders({ 'x-early': 'yes' });
        await gate.promise;
        yield new GrpcResponse({ payload: request.payload, metadata: { 'x-late': 'yes' } });
      },
    });
    const call = client.serverStream('/test.Bytes/Server', bytes(9));
    const headers = await new Promise<Metadata>((resolve) => call.once('metadata', resolve));
    expect(headers.get('x-early')).toEqual(['yes']);
    const rest = collect(call);
    gate.resolve();
    const { messages, status } = await rest;
    expect(messages).toEqual([bytes(9)]);
    expect(status.metadata.get('x-late')).toEqual(['yes']);
  });

  it('keeps the messages already sent when a stream fails', async () => {
    const { client } = await serve({
      async *handleServerStream() {
        for (let i = 0; i < 40; i += 1) yield new GrpcResponse({ payload: bytes(i) });
        throw new GrpcError(9, 'not today', { 'x-why': 'because' });
      },
    });
    const { messages, status } = await collect(client.serverStream('/test.Bytes/Server', bytes()));
    expect(messages.map((message) => message[0])).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(status).toMatchObject({ code: 9, details: 'not today' });
    expect(status.metadata.get('x-why')).toEqual(['because']);
  });

  it('answers while requests still come, and ends both ways', async () => {
    const { client } = await serve({
      async *handleBidiStream(requests) {
        for await (const request of requests) yield new GrpcResponse({ payload: bytes(...request.payload, 0) });
      },
    });
    const call = client.bidi('/test.Bytes/Bidi');
    call.write(bytes(1));
    const done = collect(call, (count) => (count < 50 ? call.write(bytes(count + 1)) : call.end()));
    const { messages, status } = await done;
    expect(messages).toHaveLength(50);
    expect(messages.at(-1)).toEqual(bytes(50, 0));
    expect(status.code).toBe(0);
  });

  it('ends a bidirectional stream that its handler leaves early', async () => {
    const { client } = await serve({
      async *handleBidiStream(requests) {
        for await (const { payload } of requests) {
          yield new GrpcResponse({ payload });
          return;
        }
      },
    });
    const call = client.bidi('/test.Bytes/Bidi');
    call.write(bytes(1));
    call.write(bytes(2));
    const { messages, status } = await collect(call);
    expect(messages).toEqual([bytes(1)]);
    expect(status.code).toBe(0);
  });

  it.each(['Unary', 'Client'])('turns what a %s handler throws into a status', async (method) => {
    const refuse = (): never => {
      throw new InvalidArgumentError('too short');
    };
    const { client } = await serve({ handleRequest: refuse, handleClientStream: refuse });
    const path = `/test.Bytes/${method}`;
    const { status } = await (method === 'Unary' ? client.unary(path, bytes()) : client.clientStream(path, [bytes()]));
    expect(status).toMatchObject({ code: 3, details: 'too short' });
  });

  it('shows INTERNAL and no stack for an ordinary error, also where a stream is opened', async () => {
    const { client } = await serve({
      handleServerStream: () => {
        throw new TypeError('broken');
      },
    });
    const { status } = await collect(client.serverStream('/test.Bytes/Server', bytes()));
    expect(status).toMatchObject({ code: 13, details: 'internal error: broken' });
  });

  it('is UNIMPLEMENTED for a handler taken away and for a kind it lacks', async () => {
    const { client, service } = await serve({});
    expect((await collect(client.serverStream('/test.Bytes/Server', bytes()))).status.code).toBe(12);
    expect((await collect(client.bidi('/test.Bytes/Bidi'))).status.code).toBe(12);
    service.unregisterHandler(NAME);
    const { status } = await client.unary('/test.Bytes/Unary', bytes());
    expect(status).toMatchObject({ code: 12, details: 'no handler is registered for test.Bytes' });
  });

  it('survives an error whose trailers HTTP/2 cannot carry', async () => {
    const fail = (): never => {
      throw new GrpcError(9, 'not today', { 'x y': '1' });
    };
    const { client } = await serve({ handleRequest: fail, handleServerStream: fail });
    const details = 'internal error: Metadata key "x y" contains illegal characters';
    expect((await client.unary('/test.Bytes/Unary', bytes())).status).toMatchObject({ code: 13, details });
    const { status } = await collect(client.serverStream('/test.Bytes/Server', bytes()));
    expect(status).toMatchObject({ code: 13, details });
  });

  it('stops the responses when the caller cancels', async () => {
    const ended = settled<GrpcCall>();
    const { client } = await serve({
      async *handleServerStream(request, call) {
        try {
          for (;;) yield new GrpcResponse({ payload: request.payload });
        } finally {
          ended.resolve(call);
        }
      },
    });
    const call = client.serverStream('/test.Bytes/Server', bytes(1));
    const { status } = await collect(call, () => call.cancel());
    expect(status.code).toBe(1);
    expect((await ended.promise).signal.aborted).toBe(true);
  });

  it('tells a handler that reads requests of the cancellation', async () => {
    const seen = settled<unknown>();
    const { client } = await serve({
      async *handleBidiStream(requests: AsyncIterable<GrpcRequest>) {
        try {
          for await (const { payload } of requests) yield new GrpcResponse({ payload });
        } catch (thrown) {
          seen.resolve(thrown);
          throw thrown;
        }
      },
    });
    const call = client.bidi('/test.Bytes/Bidi');
    call.write(bytes(1));
    await collect(call, () => call.cancel());
    expect(await seen.promise).toBeInstanceOf(Error);
  });

  it('writes no faster than the peer reads', async () => {
    let made = 0;
    const { client } = await serve({
      async *handleServerStream() {
        for (; made < 2000; made += 1) yield new GrpcResponse({ payload: Buffer.alloc(10_000) });
      },
    });
    const call = client.serverStream('/test.Bytes/Server', bytes());
    await new Promise((resolve) => call.once('data', resolve));
    call.pause();
    let before = -1;
    // Until the server has come to a standstill.
    while (made !== before) {
      before = made;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(500);
    const rest = collect(call);
    call.resume();
    expect((await rest).messages).toHaveLength(1999);
  });

  it('refuses a method that is served already', () => {
    const server = new Server();
    attach(server, new GrpcService(), ROUTES);
    expect(() => attach(server, new GrpcService(), ROUTES)).toThrow();
  });
});
