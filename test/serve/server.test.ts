import { createServer } from 'node:net';
import { connect } from 'node:http2';
import { credentials } from '@grpc/grpc-js';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import type { RunningServer, SpectrogramServerOptions } from '../../src/serve/server.ts';
import { collect, RawClient } from '../support/serve-client.ts';
import { DATASTREAM_DESCRIPTOR, decodeFrame, decodeHealth, encodeRequest } from '../support/serve-proto.ts';

const STREAM = '/datastream.DataStreamService/StreamSpectrograms';
const JOB = '12-70788';
const open: { close(): unknown }[] = [];

async function serve(options: SpectrogramServerOptions = {}): Promise<{ server: RunningServer; client: RawClient }> {
  const server = await startSpectrogramServer({ graceMs: 50, ...options });
  const client = new RawClient(server.address);
  open.push(client, server);
  return { server, client };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const small = { sensors: 6, bins: 9, fps: 200, frames: 20 };

describe('startSpectrogramServer', () => {
  it('streams a job to a grpc-js client and ends with OK', async () => {
    const { client } = await serve({ defaults: small });
    const { messages, status, headers } = await collect(client.serverStream(STREAM, encodeRequest(JOB)));
    expect(status.code).toBe(0);
    expect(headers).not.toBeNull();
    expect(messages.map((message) => decodeFrame(message).number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('sends headers long before a late first frame', async () => {
    const { client } = await serve({ defaults: small, faults: 'late-first:1h' });
    const call = client.serverStream(STREAM, encodeRequest(JOB));
    call.on('error', () => {});
    await new Promise((resolve) => call.once('metadata', resolve));
    call.cancel();
  });

  it('answers an unknown job with NOT_FOUND and its name', async () => {
    const { client } = await serve();
    const { status, messages } = await collect(client.serverStream(STREAM, encodeRequest('nope')));
    expect(status).toMatchObject({ code: 5, details: 'job not found: nope' });
    expect(messages).toEqual([]);
  });

  it('gives its health by its own method and by grpc.health.v1', async () => {
    const { client } = await serve({ version: '1.2.3' });
    const own = await client.unary('/datastream.DataStreamService/CheckHealth', Buffer.alloc(0));
    expect(decodeHealth(own.messages[0] ?? Buffer.alloc(0))).toEqual({
      healthy: true,
      version: '1.2.3',
      status: 'SERVING',
    });
    const name = Buffer.from('datastream.DataStreamService');
    const check = await client.unary(
      '/grpc.health.v1.Health/Check',
      Buffer.concat([Buffer.from([0x0a, name.length]), name]),
    );
    expect(check.messages[0]).toEqual(Buffer.from([0x08, 1]));
    const other = await client.unary('/grpc.health.v1.Health/Check', Buffer.from([0x0a, 1, 0x78]));
    expect(other.status.code).toBe(5);
  });

  it.each(['v1', 'v1alpha'])('gives back the very descriptor bytes by reflection %s', async (version) => {
    const { client } = await serve({ descriptors: [DATASTREAM_DESCRIPTOR] });
    const call = client.bidi(`/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`);
    const symbol = Buffer.from('datastream.DataStreamService');
    call.end(Buffer.concat([Buffer.from([0x22, symbol.length]), symbol]));
    const { messages, status } = await collect(call);
    expect(status.code).toBe(0);
    expect(messages[0]?.includes(Buffer.from(DATASTREAM_DESCRIPTOR))).toBe(true);
  });

  it('has no reflection without descriptors', async () => {
    const { client } = await serve();
    const { status } = await collect(client.bidi('/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'));
    expect(status.code).toBe(12);
  });

  it('serves several streams at once, each from its own start', async () => {
    const { client } = await serve({ defaults: { ...small, streams: 3, quirks: 'number-stride' } });
    const all = await Promise.all(
      [0, 1, 2].map((stream) => collect(client.serverStream(STREAM, encodeRequest(JOB, 5, stream)))),
    );
    const firsts = all.map(({ messages }) => decodeFrame(messages[0] ?? Buffer.alloc(0)));
    expect(firsts.map(({ rows }) => rows[0]?.sensors.map(({ id }) => id))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(all.map(({ messages }) => messages.length)).toEqual([5, 5, 5]);
  });

  it('puts faults and quirks on every job that has none of its own', async () => {
    const { client } = await serve({
      faults: 'end@2',
      quirks: 'no-frame-number',
      defaults: small,
      jobs: { a: {}, b: { faults: '' } },
    });
    const a = await collect(client.serverStream(STREAM, encodeRequest('a')));
    const b = await collect(client.serverStream(STREAM, encodeRequest('b')));
    expect([a.messages.length, b.messages.length]).toEqual([2, 20]);
    expect(decodeFrame(a.messages[0] ?? Buffer.alloc(0)).number).toBe(0);
  });

  it('keeps all frames before a scripted status', async () => {
    const { client } = await serve({ defaults: small, faults: 'status@12:DATA_LOSS:a b' });
    const { messages, status } = await collect(client.serverStream(STREAM, encodeRequest(JOB)));
    expect(messages).toHaveLength(12);
    expect(status).toMatchObject({ code: 15, details: 'a b' });
  });

  it.each([
    [8, 1],
    [7, 14],
    [11, 8],
    [2, 13],
  ])('resets the HTTP/2 stream with code %d, which a client reads as status %d', async (code, status) => {
    const { client, server } = await serve({ defaults: small, faults: `reset@3:${code}` });
    const received = await collect(client.serverStream(STREAM, encodeRequest(JOB)));
    expect(received.status.code).toBe(status);
    expect(await rstCode(server.address)).toBe(code);
  });

  it('destroys the connection', async () => {
    const { client } = await serve({ defaults: small, faults: 'disconnect@3' });
    const { status, messages } = await collect(client.serverStream(STREAM, encodeRequest(JOB)));
    expect(status.code).toBe(14);
    expect(messages.length).toBeLessThanOrEqual(3);
  });

  it('streams 4.6 MB frames', async () => {
    const { client } = await serve({ defaults: { sensors: 2222, bins: 513, fps: 0, frames: 5 } });
    const { messages, status } = await collect(client.serverStream(STREAM, encodeRequest(JOB)));
    expect(status.code).toBe(0);
    expect(messages.every((message) => message.length > 2222 * 513 * 4)).toBe(true);
    expect(messages).toHaveLength(5);
  });

  it('stops making frames for a caller that cancelled', async () => {
    const { client, server } = await serve({ defaults: { ...small, fps: 0, frames: 0 } });
    const call = client.serverStream(STREAM, encodeRequest(JOB));
    const { status } = await collect(call, (count) => count === 10 && call.cancel());
    expect(status.code).toBe(1);
    // Nothing runs on: the server closes within its grace and without force.
    const begun = performance.now();
    client.close();
    await server.close();
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('ends running calls when it is closed, twice if need be', async () => {
    const { client, server } = await serve({ defaults: { ...small, fps: 5, frames: 0 } });
    const call = client.serverStream(STREAM, encodeRequest(JOB));
    const ended = collect(call);
    await new Promise((resolve) => call.once('data', resolve));
    await Promise.all([server.close(), server.close()]);
    expect((await ended).status.code).not.toBe(0);
  });

  it('listens where it is told, and says so when it cannot', async () => {
    const { server } = await serve({ host: '127.0.0.1', port: 0 });
    expect(server.address).toBe(`127.0.0.1:${server.port}`);
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startSpectrogramServer({ port })).rejects.toMatchObject({
      code: 'config',
      exitCode: 2,
      message: expect.stringMatching(/^cannot listen on 127\.0\.0\.1:\d+: listen EADDRINUSE/) as string,
    });
    taken.close();
  });

  it('rejects wrong options as usage', async () => {
    await expect(startSpectrogramServer({ faults: 'nann@1' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('speaks TLS, and asks for a client certificate when it has an authority', async () => {
    const pair = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048, algorithm: 'sha256' });
    const tls = { cert: pair.cert, key: pair.private };
    const ca = Buffer.from(pair.cert);
    const key = Buffer.from(pair.private);
    const plain = await startSpectrogramServer({ tls, defaults: small, graceMs: 50 });
    const mutual = await startSpectrogramServer({ tls: { ...tls, clientCa: pair.cert }, defaults: small, graceMs: 50 });
    const trusting = new RawClient(plain.address, credentials.createSsl(ca));
    const nameless = new RawClient(mutual.address, credentials.createSsl(ca));
    const known = new RawClient(mutual.address, credentials.createSsl(ca, key, ca));
    open.push(plain, mutual, trusting, nameless, known);
    const ask = async (client: RawClient): Promise<number> =>
      (await collect(client.serverStream(STREAM, encodeRequest(JOB)))).status.code;
    expect(await ask(trusting)).toBe(0);
    expect(await ask(nameless)).toBe(14);
    expect(await ask(known)).toBe(0);
    await expect(startSpectrogramServer({ tls: { cert: 'x', key: 'y' } })).rejects.toMatchObject({ code: 'config' });
  });
});

/** RST_STREAM code of the stream as node:http2 sees it. */
function rstCode(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const session = connect(`http://${address}`);
    session.on('error', reject);
    const stream = session.request({
      ':method': 'POST',
      ':path': STREAM,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const body = encodeRequest(JOB);
    const head = Buffer.alloc(5);
    head.writeUInt32BE(body.length, 1);
    stream.on('error', () => {});
    stream.resume();
    stream.on('close', () => {
      session.close();
      resolve(stream.rstCode);
    });
    stream.end(Buffer.concat([head, body]));
  });
}
