import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reflection } from '../../src/run/reflection.ts';
import { openReflection } from '../../src/run/reflection.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import type { GrpcHandler, MethodRoute } from '../../src/serve/handler.ts';
import { GrpcResponse } from '../../src/serve/message.ts';
import { GrpcService } from '../../src/serve/service.ts';
import type { Connection } from '../../src/wire/types.ts';
import { compileTexts, reflectionOf } from '../support/reflection-server.ts';
import { connectTo } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

const FILES = compileTexts({
  'a.proto': 'syntax = "proto3"; package p; import "b.proto"; service S { rpc Go(B) returns (stream B); }',
  'b.proto': 'syntax = "proto3"; package p; message B { string text = 1; }',
});
const V1ALPHA = 'grpc.reflection.v1alpha.ServerReflection';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function connection(port: number, client: 'wire' | 'grpc-js' = 'wire'): Promise<Connection> {
  const made = await connectTo(port, { client });
  opened.push(() => made.close());
  return made;
}

async function ask(port: number, timeoutMs = 5000, client: 'wire' | 'grpc-js' = 'wire'): Promise<Reflection> {
  return openReflection(await connection(port, client), { metadata: [['x-token', 'secret']], timeoutMs });
}

async function serving(service: GrpcService, routes: readonly MethodRoute[], withReflection: boolean): Promise<number> {
  const descriptors = FILES.map((file) => toBinary(FileDescriptorProtoSchema, file));
  const server = await startServer(service, routes, { graceMs: 20, ...(withReflection ? { descriptors } : {}) });
  opened.push(() => server.close());
  return server.port;
}

async function scripted(script: (s: RawStream) => void): Promise<number> {
  const peer = await rawPeer(script);
  opened.push(() => peer.close());
  return peer.port;
}

describe('openReflection', () => {
  it.each(['wire', 'grpc-js'] as const)(
    'reads the schema of a server of ours through the %s client',
    async (client) => {
      const reflection = await ask(await serving(new GrpcService(), [], true), 5000, client);
      expect(reflection.version).toBe('v1');
      expect(await reflection.services()).toContain('p.S');
      const registry = await reflection.registry(['p.S']);
      expect(registry.getService('p.S')?.methods[0]?.methodKind).toBe('server_streaming');
      expect((await reflection.file('b.proto')).getMessage('p.B')).toBeDefined();
      reflection.close();
      await expect(reflection.registry(['p.Other'])).rejects.toMatchObject({
        message: expect.stringContaining('closed by us') as string,
      });
    },
  );

  it('falls back to v1alpha, with the same metadata', async () => {
    const tokens: unknown[] = [];
    const handler: GrpcHandler = {
      handleRequest: () => {
        throw new Error('unary');
      },
      async *handleBidiStream(requests, call) {
        tokens.push(call.metadata['x-token']);
        const server = reflectionOf(FILES);
        for await (const { payload } of requests) yield new GrpcResponse({ payload: await server.ask(payload) });
      },
    };
    const service = new GrpcService();
    service.registerHandler(V1ALPHA, handler);
    const route = { service: V1ALPHA, method: 'ServerReflectionInfo', kind: 'bidi-stream' } as const;
    const reflection = await ask(await serving(service, [route], false));
    expect(reflection.version).toBe('v1alpha');
    expect(await reflection.services()).toEqual(['p.S']);
    expect((await reflection.registry(['p.S'])).getMessage('p.B')).toBeDefined();
    expect(tokens).toEqual(['secret']);
  });

  it('says what to do where there is no reflection', async () => {
    await expect(ask(await serving(new GrpcService(), [], false))).rejects.toMatchObject({
      code: 'no-reflection',
      exitCode: 4,
      message: 'the server has no reflection, neither v1 nor v1alpha',
      hint: 'give the schema with --proto FILE or --protoset FILE, or enable reflection on the server',
    });
  });

  it.each<[string, (s: RawStream) => void, string]>([
    ['is silent', () => {}, "the server's reflection did not answer within 50.0 ms"],
    [
      'asks for credentials',
      (s) =>
        s.send(
          s.headers(
            [
              [':status', '200'],
              ['content-type', 'application/grpc'],
              ['grpc-status', '16'],
              ['grpc-message', 'who are you'],
            ],
            true,
          ),
        ),
      "the server's reflection refused us: UNAUTHENTICATED: who are you",
    ],
    ['ends at once', (s) => s.send(s.headers(), s.trailers()), "the server's reflection ended without an answer"],
    [
      'breaks off',
      (s) => s.send(s.headers(), s.rst(2)),
      "the server's reflection ended: INTERNAL: the stream was reset",
    ],
    [
      'answers nonsense',
      (s) => s.send(s.headers(), s.data(grpcMessage('\u00ff'))),
      "the server's reflection answered nonsense",
    ],
    [
      'answers twice',
      (s) => setTimeout(() => s.send(s.headers(), s.data(grpcMessage('')), s.data(grpcMessage(''))), 5),
      "the server's reflection answered with neither",
    ],
  ])('gives up on a server whose reflection %s', async (what, script, message) => {
    const timeoutMs = what === 'is silent' ? 50 : 5000;
    await expect(ask(await scripted(script), timeoutMs)).rejects.toMatchObject({
      code: 'reflection-broken',
      exitCode: 4,
      message: expect.stringContaining(message) as string,
    });
  });

  it('gives up on a server that is silent later', async () => {
    const { ask: answer } = reflectionOf(FILES);
    let streams = 0;
    const port = await scripted((s) => {
      streams += 1;
      s.send(s.headers());
      const poll = setInterval(() => {
        if (s.received.length === 0) return;
        clearInterval(poll);
        void answer(s.received.subarray(5)).then((bytes) => s.send(s.data(grpcMessage(bytes))));
      }, 2);
    });
    const reflection = await openReflection(await connection(port), { metadata: [], timeoutMs: 300 });
    await expect(reflection.registry(['p.S'])).rejects.toMatchObject({
      message: expect.stringContaining('did not answer within 300.0 ms') as string,
    });
    await expect(reflection.registry(['p.S'])).rejects.toMatchObject({ code: 'reflection-broken' });
    expect(streams).toBe(1);
  });
});
