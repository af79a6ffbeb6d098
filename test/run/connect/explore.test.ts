import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { explore } from '../../../src/run/connect/explore.ts';
import { startServer } from '../../../src/serve/grpc-server.ts';
import { GrpcService } from '../../../src/serve/service.ts';
import { compileTexts, encodeResponse, refusal } from '../../support/reflection-server.ts';
import { connectTo } from '../../support/wire-client.ts';
import type { RawStream } from '../../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer } from '../../support/wire-raw-peer.ts';

const FILES = compileTexts({
  'a.proto':
    'syntax = "proto3"; package p; message M {} service S { rpc Get(M) returns (M); rpc Watch(M) returns (stream M); }',
});
const PATHS = ['/p.S/Watch', '/p.S/Get', '/p.S/Gone', '/q.S/Watch'];

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function ask(port: number, client: 'wire' | 'grpc-js' = 'wire', timeoutMs = 5000) {
  const connection = await connectTo(port, { client });
  cleanups.push(() => connection.close());
  return await explore(connection, PATHS, { metadata: [], timeoutMs, clock: systemClock });
}

async function serving(isReflected: boolean): Promise<number> {
  const descriptors = FILES.map((file) => toBinary(FileDescriptorProtoSchema, file));
  const server = await startServer(new GrpcService(), [], { graceMs: 20, ...(isReflected ? { descriptors } : {}) });
  cleanups.push(() => server.close());
  return server.port;
}

async function scripted(script: (s: RawStream) => void): Promise<number> {
  const peer = await rawPeer(script);
  cleanups.push(() => peer.close());
  return peer.port;
}

/** Answers each message of a call with the next of `answers`. */
function answering(...answers: readonly Uint8Array[]): (s: RawStream) => void {
  return (s) => {
    let asked = 0;
    let seen = 0;
    const timer = setInterval(() => {
      if (s.received.length > seen && asked < answers.length) {
        seen = s.received.length;
        s.send(...(asked === 0 ? [s.headers()] : []), s.data(grpcMessage(answers[asked] ?? '')));
        asked += 1;
      }
    }, 2).unref();
    s.socket.on('close', () => clearInterval(timer));
  };
}

const SERVICES = encodeResponse({ listServicesResponse: { service: [{ name: 'p.S' }] } });

describe('explore', () => {
  it.each(['wire', 'grpc-js'] as const)(
    'lists services and looks for methods through the %s client',
    async (client) => {
      const { answer, method, ms } = await ask(await serving(true), client);
      expect(answer).toMatchObject({
        kind: 'read',
        value: {
          version: 'v1',
          sightings: [
            { path: '/p.S/Watch', kind: 'server_streaming' },
            { path: '/p.S/Get', kind: 'unary' },
            { path: '/p.S/Gone', kind: 'absent' },
            { path: '/q.S/Watch', kind: 'absent' },
          ],
        },
      });
      expect(answer.kind === 'read' && answer.value.services).toContain('p.S');
      expect(method).toBe('/grpc.reflection.v1.ServerReflection/ServerReflectionInfo');
      expect(ms).toBeGreaterThan(0);
    },
  );

  it('is refused by a server without reflection, and by one that wants credentials', async () => {
    expect((await ask(await serving(false))).answer).toMatchObject({
      kind: 'refused',
      status: { name: 'UNIMPLEMENTED', origin: 'server' },
    });
    const locked = await scripted((s) =>
      s.send(
        s.headers(
          [
            [':status', '200'],
            ['content-type', 'application/grpc'],
            ['grpc-status', '16'],
          ],
          true,
        ),
      ),
    );
    expect((await ask(locked)).answer).toMatchObject({ kind: 'refused', status: { name: 'UNAUTHENTICATED' } });
  });

  it.each<[string, string, (s: RawStream) => void]>([
    ['HTTP 404', 'foreign', (s) => s.send(s.headers([[':status', '404']], true))],
    [
      'HTML',
      'broken',
      (s) =>
        s.send(
          s.headers(
            [
              [':status', '200'],
              ['content-type', 'text/html'],
            ],
            true,
          ),
        ),
    ],
    ['silence', 'broken', () => undefined],
    ['nonsense', 'garbled', answering(Buffer.from([0, 1]))],
  ])('tells %s to be %s', async (_, kind, script) => {
    expect((await ask(await scripted(script), 'wire', 200)).answer.kind).toBe(kind);
  });

  it('does not know of a method what reflection cannot tell, and takes a symbol that is not known for absent', async () => {
    const nonsense = Buffer.from([0, 1]);
    const script = answering(SERVICES, nonsense, refusal(5, 'no such symbol'), nonsense);
    const { answer } = await ask(await scripted(script));
    expect(answer.kind === 'read' && answer.value.sightings).toEqual([
      { path: '/p.S/Watch', kind: 'unknown', why: expect.stringMatching(/nonsense/) as string },
      { path: '/p.S/Get', kind: 'absent' },
      { path: '/p.S/Gone', kind: 'unknown', why: expect.stringMatching(/nonsense/) as string },
      { path: '/q.S/Watch', kind: 'absent' },
    ]);
  });

  it('is broken where the connection is lost in the middle', async () => {
    const port = await scripted((s) => {
      answering(SERVICES)(s);
      setTimeout(() => s.socket.destroy(), 100).unref();
    });
    expect((await ask(port)).answer.kind).toBe('broken');
  });
});
