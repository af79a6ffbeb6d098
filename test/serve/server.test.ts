import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:http2';
import { credentials } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import type { RunningSpectrogramServer, SpectrogramServerOptions } from '../../src/serve/server.ts';
import { collect, RawClient } from '../support/serve-client.ts';
import type { Received } from '../support/serve-client.ts';
import { decodePacked, encodePackedRequest, floatsOf } from '../support/serve-packed.ts';
import { CONFIGURE } from '../support/serve-rest.ts';
import { oldClients } from '../support/tls-floor.ts';
import { wavFile } from '../support/wav.ts';
import { certificate } from '../support/wire-certs.ts';
import { DATASTREAM_DESCRIPTOR, decodeFrame, decodeHealth, encodeRequest } from '../support/serve-proto.ts';

const STREAM = '/datastream.DataStreamService/StreamSpectrograms';
const PACKED = '/pandadatastream.DataStreamService/StreamData';
const JOB = '12-70788';
const open: { close(): unknown }[] = [];

async function serve(
  options: SpectrogramServerOptions = {},
): Promise<{ server: RunningSpectrogramServer; client: RawClient }> {
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

  it('serves the packed layout in place of the other, or the layouts its jobs have', async () => {
    const { client } = await serve({ layout: 'pandadatastream', defaults: small });
    const packed = await collect(client.serverStream(PACKED, encodePackedRequest(0)));
    expect([packed.status.code, packed.messages.length]).toEqual([0, 20]);
    expect(decodePacked(packed.messages[19] ?? Buffer.alloc(0))).toMatchObject({ channels: [1, 6], jobId: 70_788 });
    expect((await collect(client.serverStream(STREAM, encodeRequest(JOB)))).status.code).toBe(12);
    const health = await client.unary('/datastream.DataStreamService/CheckHealth', Buffer.alloc(0));
    expect(health.status.code).toBe(12);
    const name = Buffer.from('pandadatastream.DataStreamService');
    const check = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
    expect((await client.unary('/grpc.health.v1.Health/Check', check)).messages[0]).toEqual(Buffer.from([0x08, 1]));

    const both = await serve({ defaults: small, jobs: { a: {}, b: { layout: 'pandadatastream' } } });
    expect((await collect(both.client.serverStream(STREAM, encodeRequest('a')))).status.code).toBe(0);
    expect((await collect(both.client.serverStream(STREAM, encodeRequest('b')))).status.code).toBe(5);
    expect((await collect(both.client.serverStream(PACKED, encodePackedRequest(0)))).status.code).toBe(0);
  });

  it('starves the one stream of three that a fault names', async () => {
    const { client } = await serve({
      layout: 'pandadatastream',
      defaults: { ...small, streams: 3, faults: 'end@2:stream=1' },
    });
    const counts = await Promise.all(
      [0, 1, 2].map(
        async (stream) => (await collect(client.serverStream(PACKED, encodePackedRequest(stream)))).messages.length,
      ),
    );
    expect(counts).toEqual([20, 2, 20]);
  });

  it.each(['datastream', 'pandadatastream'] as const)('makes a job by REST and streams it, %s', async (layout) => {
    const defaults = { streams: 2, bins: 64, startDelayMs: 300, faults: 'end@5' };
    const { server, client } = await serve({ layout, defaults, jobs: {}, rest: {} });
    expect(server.restAddress).toMatch(/^127\.0\.0\.1:\d+$/);
    const answer = await fetch(`http://${server.restAddress}/configure`, {
      method: 'POST',
      body: JSON.stringify({ ...CONFIGURE, channels: { min: 101, max: 110 } }),
    });
    const description: unknown = await answer.json();
    expect(description).toMatchObject({ job_id: '12-70789', stream_port: server.port, stream_amount: 2 });
    const ask = async (): Promise<Received> =>
      collect(
        layout === 'datastream'
          ? client.serverStream(STREAM, encodeRequest('12-70789', 0, 1))
          : client.serverStream(PACKED, encodePackedRequest(1)),
      );
    expect((await ask()).status.code).toBe(14);
    await new Promise((resolve) => setTimeout(resolve, 350));
    const received = await ask();
    expect([received.status.code, received.messages.length]).toEqual([0, 5]);
    const first = received.messages[0] ?? Buffer.alloc(0);
    if (layout === 'datastream') {
      const { length } = decodeFrame(first).rows;
      expect(length).toBe(5);
      const rows = decodeFrame(first).rows.map(({ sensors }) => [
        sensors.length,
        sensors[0]?.id,
        sensors[0]?.values.length,
      ]);
      expect(rows).toEqual(rows.map(() => [5, 106, 64]));
    } else {
      expect(decodePacked(first)).toMatchObject({ channels: [106, 110], shape: [5 * 64, 5], jobId: 70_789 });
    }
  });

  it('lets a job die that nobody opens', async () => {
    const { server, client } = await serve({ layout: 'pandadatastream', rest: { unopenedMs: 100 } });
    await fetch(`http://${server.restAddress}/configure`, { method: 'POST', body: JSON.stringify(CONFIGURE) });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { status } = await collect(client.serverStream(PACKED, encodePackedRequest(0)));
    expect(status).toMatchObject({ code: 5, details: 'job not found: the server has none' });
    expect((await fetch(`http://${server.restAddress}/metadata/12-70789`)).status).toBe(404);
  });

  it('leaves nothing listening when its REST port is taken', async () => {
    const { server } = await serve({ rest: {} });
    const free = await serve();
    await free.server.close();
    const options = { port: free.server.port, rest: { port: Number(server.restAddress?.split(':').at(-1)) } };
    await expect(startSpectrogramServer(options)).rejects.toMatchObject({
      code: 'config',
      hint: 'choose another --rest-port, or 0 for a free one',
    });
    expect((await serve({ port: free.server.port })).server.port).toBe(free.server.port);
    await expect(startSpectrogramServer({ rest: { faults: 'nonsens' } })).rejects.toMatchObject({ code: 'usage' });
  });

  it('serves a recording in the packed layout', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'server-'));
    const source = join(folder, 'tones.wav');
    writeFileSync(source, wavFile({ sampleRate: 8000, seconds: 1, tones: [1000, 2000] }));
    const { client } = await serve({ layout: 'pandadatastream', defaults: { source, nfft: 256, fps: 0, rows: 10 } });
    const { messages, status } = await collect(client.serverStream(PACKED, encodePackedRequest(0)));
    rmSync(folder, { recursive: true });
    expect(status.code).toBe(0);
    const frames = messages.map((message) => decodePacked(message));
    expect(frames.map(({ shape }) => shape[1])).toEqual([10, 10, 10, 10, 10, 10, 1]);
    const row = floatsOf(frames[0]!).slice(0, 258);
    const peaks = [row.slice(0, 129), row.slice(129)].map((values) => values.indexOf(Math.max(...values)));
    expect(peaks).toEqual([32, 64]);
  });

  it('rejects wrong options as usage', async () => {
    await expect(startSpectrogramServer({ faults: 'nann@1' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('speaks TLS, and asks for a client certificate when it has an authority', async () => {
    const tls = await certificate();
    const [ca, key] = [Buffer.from(tls.cert), Buffer.from(tls.key)];
    const plain = await startSpectrogramServer({ tls, defaults: small, graceMs: 50 });
    const mutual = await startSpectrogramServer({ tls: { ...tls, clientCa: tls.cert }, defaults: small, graceMs: 50 });
    const trusting = new RawClient(plain.address, credentials.createSsl(ca));
    const nameless = new RawClient(mutual.address, credentials.createSsl(ca));
    const known = new RawClient(mutual.address, credentials.createSsl(ca, key, ca));
    open.push(plain, mutual, trusting, nameless, known);
    const ask = async (client: RawClient): Promise<number> =>
      (await collect(client.serverStream(STREAM, encodeRequest(JOB)))).status.code;
    expect(await ask(trusting)).toBe(0);
    expect(await ask(nameless)).toBe(14);
    expect(await ask(known)).toBe(0);
    expect(await oldClients(plain.address)).toEqual(['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLSv1.2']);
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
