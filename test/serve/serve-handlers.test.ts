import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { credentials } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { GrpcHandler } from '../../src/serve/handler.ts';
import { GrpcResponse } from '../../src/serve/message.ts';
import type { HandlerSet } from '../../src/serve/handler-set.ts';
import type { ServeHandlersOptions } from '../../src/serve/serve-handlers.ts';
import { serveHandlers } from '../../src/serve/serve-handlers.ts';
import { collect, RawClient } from '../support/serve-client.ts';
import { certificate } from '../support/wire-certs.ts';

const PROTO = `syntax = "proto3"; package a; message M {}
service B {
  rpc Unary(M) returns (M);
  rpc Server(M) returns (stream M);
  rpc Client(stream M) returns (M);
  rpc Bidi(stream M) returns (stream M);
}
service Empty {}`;

const proto = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'b.proto');
writeFileSync(proto, PROTO);

/** Answers a call of every kind with the number of its kind. */
const handler: GrpcHandler = {
  handleRequest: () => said(1),
  async *handleServerStream() {
    yield await Promise.resolve(said(2));
  },
  handleClientStream: () => said(3),
  async *handleBidiStream() {
    yield await Promise.resolve(said(4));
  },
};

function said(kind: number): GrpcResponse {
  return new GrpcResponse({ payload: Uint8Array.of(kind) });
}

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serve(handlers: HandlerSet, options: ServeHandlersOptions = {}): Promise<RawClient> {
  const server = await serveHandlers(handlers, { graceMs: 50, ...options });
  const channel = options.tls && credentials.createSsl(Buffer.from(options.tls.cert));
  const client = new RawClient(server.address, channel);
  open.push(client, server);
  return client;
}

const nothing = Buffer.alloc(0);

describe('serveHandlers', () => {
  it.each<[string, HandlerSet, ServeHandlersOptions]>([
    ['a .proto beside the handler', [{ service: 'a.B', handler, proto }], {}],
    ['the URL of one', { 'a.B': { handler, proto: [pathToFileURL(proto)] } }, {}],
    ['a .proto for all', { 'a.B': handler }, { protos: [proto] }],
    [
      'methods by name',
      {
        'a.B': {
          handler,
          methods: { Unary: 'unary', Server: 'server-stream', Client: 'client-stream', Bidi: 'bidi-stream' },
        },
      },
      {},
    ],
  ])('answers all four kinds, known from %s', async (_, handlers, options) => {
    const client = await serve(handlers, options);
    const call = client.bidi('/a.B/Bidi');
    call.end();
    const answers = [
      await client.unary('/a.B/Unary', nothing),
      await collect(client.serverStream('/a.B/Server', nothing)),
      await client.clientStream('/a.B/Client', []),
      await collect(call),
    ];
    expect(answers.map(({ messages }) => messages.map(([kind]) => kind))).toEqual([[1], [2], [3], [4]]);
    expect(answers.map(({ status }) => status.code)).toEqual([0, 0, 0, 0]);
    const health = await client.unary('/grpc.health.v1.Health/Check', Buffer.from([0x0a, 3, ...Buffer.from('a.B')]));
    expect(health.messages).toEqual([Buffer.from([0x08, 1])]);
  });

  it('has reflection where there is a .proto, and none elsewhere', async () => {
    const ask = async (client: RawClient): Promise<Buffer[]> => {
      const call = client.bidi('/grpc.reflection.v1.ServerReflection/ServerReflectionInfo');
      call.end(Buffer.from([0x3a, 0]));
      return (await collect(call)).messages;
    };
    expect((await ask(await serve([{ service: 'a.B', handler, proto }])))[0]?.includes('a.B')).toBe(true);
    expect(await ask(await serve([{ service: 'a.B', handler, methods: { Unary: 'unary' } }]))).toEqual([]);
  });

  it('speaks TLS', async () => {
    const { cert, key } = await certificate();
    const client = await serve([{ service: 'a.B', handler, proto }], { tls: { cert, key } });
    expect((await client.unary('/a.B/Unary', nothing)).messages).toEqual([Buffer.from([1])]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no .proto', [{ service: 'a.B', handler }], /the methods of a\.B are not known/],
    ['a .proto without it', [{ service: 'a.C', handler, proto }], /no \.proto file has a service a\.C with methods/],
    ['a service without methods', [{ service: 'a.Empty', handler, proto }], /a\.Empty with methods/],
    ['a missing .proto', [{ service: 'a.B', handler, proto: 'no.proto' }], /no\.proto: no such \.proto file/],
    ['two handlers', [1, 2].map(() => ({ service: 'a.B', handler, proto })), /a\.B already has a handler/],
    ['a wrong shape', [{ service: 'a.B', handler: {}, proto }], /a\.B has no handleRequest/],
    ['a service of ours', { 'grpc.health.v1.Health': handler }, /every server has of its own/],
    ['no list', 'text', /a list or an object/],
  ])('refuses %s with a Failure of exit code 2', async (_, handlers, words) => {
    const refused: unknown = await Promise.resolve(Reflect.apply(serveHandlers, undefined, [handlers])).catch(
      (thrown: unknown) => thrown,
    );
    expect(refused).toMatchObject({ name: 'Failure', exitCode: 2, message: expect.stringMatching(words) as string });
  });
});
