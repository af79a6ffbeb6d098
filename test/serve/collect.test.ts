import { afterEach, describe, expect, it } from 'vitest';
import { Metadata } from '@grpc/grpc-js';
import { collecting, MOST_COLLECTED } from '../../src/serve/collect.ts';
import type { CollectingHandler, GrpcClientStreamRequest } from '../../src/serve/collect.ts';
import { InvalidArgumentError } from '../../src/serve/errors.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import { detachedCall } from '../../src/serve/handler.ts';
import { GrpcRequest, GrpcResponse } from '../../src/serve/message.ts';
import { GrpcService } from '../../src/serve/service.ts';
import { collect, RawClient } from '../support/serve-client.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serve(handler: CollectingHandler): Promise<RawClient> {
  const service = new GrpcService();
  service.registerHandler('a.B', collecting(handler));
  const kinds = [
    { service: 'a.B', method: 'Unary', kind: 'unary' },
    { service: 'a.B', method: 'Server', kind: 'server-stream' },
    { service: 'a.B', method: 'Client', kind: 'client-stream' },
    { service: 'a.B', method: 'Bidi', kind: 'bidi-stream' },
  ] as const;
  const server = await startServer(service, kinds, { graceMs: 50 });
  const client = new RawClient(server.address);
  open.push(client, server);
  return client;
}

const bytes = (...values: number[]): Buffer => Buffer.from(values);

describe('collecting', () => {
  it('gives a client stream as a list, with its metadata, over gRPC', async () => {
    const seen: GrpcClientStreamRequest[] = [];
    const client = await serve({
      handleClientStream: (request) => {
        seen.push(request);
        return new GrpcResponse({ payload: Buffer.concat(request.messages), metadata: { 'x-count': '3' } });
      },
    });
    const metadata = new Metadata();
    metadata.set('X-Who', 'me');
    const answer = await client.clientStream('/a.B/Client', [bytes(1), bytes(), bytes(2)], metadata);
    expect(answer.messages).toEqual([bytes(1, 2)]);
    expect(answer.headers?.get('x-count')).toEqual(['3']);
    expect(seen[0]).toMatchObject({
      serviceName: 'a.B',
      methodName: 'Client',
      messages: [bytes(1), bytes(), bytes(2)],
    });
    expect(seen[0]?.getMetadata('X-WHO')).toBe('me');
    expect([seen[0], seen[0]?.messages, seen[0]?.metadata].every(Object.isFrozen)).toBe(true);
  });

  it('answers with a list, its metadata in the headers, also when the list is empty', async () => {
    const client = await serve({
      handleBidiStream: ({ messages }) => ({
        messages: messages.filter(({ length }) => length > 0),
        metadata: { 'x-count': String(messages.length) },
      }),
    });
    for (const sent of [[bytes(1), bytes(), bytes(2)], [bytes()]]) {
      const call = client.bidi('/a.B/Bidi');
      for (const message of sent) call.write(message);
      call.end();
      const { messages, headers, status } = await collect(call);
      expect(messages).toEqual(sent.filter(({ length }) => length > 0));
      expect(headers?.get('x-count')).toEqual([String(sent.length)]);
      expect(status.code).toBe(0);
    }
  });

  it('keeps the handler what `this` is, and passes the other kinds through', async () => {
    class Named implements CollectingHandler {
      readonly name = bytes(7);
      handleRequest(): GrpcResponse {
        return new GrpcResponse({ payload: this.name });
      }
      handleClientStream(): GrpcResponse {
        return new GrpcResponse({ payload: this.name });
      }
      async *handleServerStream(): AsyncGenerator<GrpcResponse> {
        yield await Promise.resolve(new GrpcResponse({ payload: this.name }));
      }
    }
    const client = await serve(new Named());
    expect((await client.unary('/a.B/Unary', bytes())).messages).toEqual([bytes(7)]);
    expect((await client.clientStream('/a.B/Client', [])).messages).toEqual([bytes(7)]);
    expect((await collect(client.serverStream('/a.B/Server', bytes()))).messages).toEqual([bytes(7)]);
    expect((await collect(client.bidi('/a.B/Bidi'))).status.code).toBe(12);
  });

  it('is UNIMPLEMENTED for what the handler lacks, and turns what it throws into a status', async () => {
    const client = await serve({
      handleClientStream: () => {
        throw new InvalidArgumentError('no');
      },
    });
    expect((await client.unary('/a.B/Unary', bytes())).status).toMatchObject({
      code: 12,
      details: 'a.B/Unary is no unary call here',
    });
    expect((await client.clientStream('/a.B/Client', [])).status).toMatchObject({ code: 3, details: 'no' });
  });
});

describe('the limit', () => {
  const request = new GrpcRequest({ serviceName: 'a.B', methodName: 'C', payload: bytes() });
  const handler = collecting({
    handleClientStream: ({ messages }) => new GrpcResponse({ payload: bytes(messages.length % 251) }),
  });

  /** Counts how many are taken; there is no end. */
  async function* endless(taken: { count: number }, most = Infinity): AsyncGenerator<GrpcRequest> {
    for (; taken.count < most; taken.count += 1) yield await Promise.resolve(request);
  }

  it('takes 10,000 messages', async () => {
    const answer = await handler.handleClientStream?.(endless({ count: 0 }, 10_000), detachedCall(request));
    expect(answer?.payload).toEqual(bytes(10_000 % 251));
    expect(MOST_COLLECTED).toBe(10_000);
  });

  it('refuses the 10,001st as it is read, and reads no further', async () => {
    const taken = { count: 0 };
    await expect(handler.handleClientStream?.(endless(taken), detachedCall(request))).rejects.toMatchObject({
      code: 8,
      message: 'more than 10000 messages in one stream',
    });
    expect(taken.count).toBe(10_000);
  });

  it('holds over gRPC too, while the caller still sends', async () => {
    const client = await serve({ handleBidiStream: ({ messages }) => ({ messages }) });
    const call = client.bidi('/a.B/Bidi');
    for (let sent = 0; sent <= 10_000; sent += 1) call.write(bytes(1));
    const { messages, status } = await collect(call);
    expect(messages).toEqual([]);
    expect(status).toMatchObject({ code: 8, details: 'more than 10000 messages in one stream' });
  });
});
