import type { ServerDuplexStream, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { Metadata as GrpcMetadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConnectFailure } from '../../src/wire/dial-causes.ts';
import type { CallEnd, Connection, Metadata } from '../../src/wire/types.ts';
import { unary } from '../../src/wire/unary.ts';
import type { Certificate } from '../support/wire-certs.ts';
import { certificate } from '../support/wire-certs.ts';
import { CollectingSink, connectOptions, connectTo, MAX } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';
import { connect } from '../../src/wire/connect.ts';

type Stream = ServerDuplexStream<Buffer, Buffer>;

const identity = (bytes: Buffer): Buffer => bytes;
const method = (name: string) => ({
  path: `/t.T/${name}`,
  requestStream: true,
  responseStream: true,
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
});
const METHODS = ['Echo', 'Sum', 'Fail', 'Hang', 'Meta', 'Big', 'Two', 'None', 'Deadline'] as const;
const service: ServiceDefinition = Object.fromEntries(METHODS.map((name) => [name, method(name)]));

/** On the wire all four kinds are a stream each way, so one handler shape serves them all. */
const handlers: UntypedServiceImplementation = {
  Echo: (call: Stream) => {
    call.sendMetadata(new GrpcMetadata());
    call.on('data', (bytes: Buffer) => call.write(bytes));
    call.on('end', () => call.end());
  },
  Sum: (call: Stream) => {
    let sum = 0;
    call.on('data', (bytes: Buffer) => (sum += Number(bytes)));
    call.on('end', () => {
      call.write(Buffer.from(String(sum)));
      call.end();
    });
  },
  Fail: (call: Stream) => {
    call.on('data', (bytes: Buffer) => {
      for (let i = 0; i < Number(bytes); i += 1) call.write(Buffer.from(`m${i}`));
      const trailers = new GrpcMetadata();
      trailers.add('x-why', 'because');
      trailers.add('grpc-status-details-bin', Buffer.from([8, 9]));
      call.emit('error', { code: status.FAILED_PRECONDITION, details: 'not ready: 100 % sure', metadata: trailers });
    });
  },
  Hang: (call: Stream) => {
    call.on('data', () => call.write(Buffer.from('one')));
    call.on('error', () => undefined);
  },
  Meta: (call: Stream) => {
    const back = new GrpcMetadata();
    for (const value of call.metadata.get('x-text')) back.add('x-text-back', value);
    for (const value of call.metadata.get('x-raw-bin')) back.add('x-raw-back-bin', value);
    call.sendMetadata(back);
    call.on('data', () => undefined);
    call.on('end', () => call.end(back));
  },
  Big: (call: Stream) => {
    call.on('data', (bytes: Buffer) => {
      call.write(Buffer.alloc(Number(bytes), 'b'));
      call.end();
    });
  },
  Two: (call: Stream) => {
    call.on('data', (bytes: Buffer) => {
      call.write(bytes);
      call.write(bytes);
      call.end();
    });
  },
  Deadline: (call: Stream) => {
    call.on('data', () => {
      call.write(Buffer.from(String(Number(call.getDeadline()))));
      call.end();
    });
  },
  None: (call: Stream) => {
    call.on('data', () => call.end());
  },
};

let server: Server;
let port = 0;

beforeAll(async () => {
  server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  server.addService(service, handlers);
  port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
});

afterAll(() => server.forceShutdown());

/** The service over TLS; `clientCa` makes it want a certificate of the client. */
async function overTls(keys: Certificate, clientCa?: string): Promise<{ at: number; secure: Server }> {
  const secure = new Server();
  secure.addService(service, handlers);
  const pair = { private_key: Buffer.from(keys.key), cert_chain: Buffer.from(keys.cert) };
  const ca = clientCa === undefined ? null : Buffer.from(clientCa);
  const made = ServerCredentials.createSsl(ca, [pair], clientCa !== undefined);
  const at = await new Promise<number>((resolve, reject) => {
    secure.bindAsync('127.0.0.1:0', made, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { at, secure };
}

interface Made {
  readonly end: CallEnd;
  readonly sink: CollectingSink;
}

const own = (metadata: Metadata | null): Metadata => (metadata ?? []).filter(([key]) => key.startsWith('x-'));

describe.each(['wire', 'grpc-js'] as const)('the %s client', (client) => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await connectTo(port, { client });
  });

  afterAll(() => connection.close());

  async function run(name: string, requests: readonly string[], more: object = {}, over = connection): Promise<Made> {
    const sink = new CollectingSink();
    const call = over.open({ method: `/t.T/${name}`, maxMessageSize: 32 * MAX, ...more }, sink);
    for (const request of requests) await call.write(Buffer.from(request));
    call.end();
    return { end: await call.done, sink };
  }

  it('says who it is and whom it reached', () => {
    expect(connection).toMatchObject({ client, peerAddress: `127.0.0.1:${port}`, tls: null, windowSize: 1024 * 1024 });
    expect(connection.attempts).toEqual([{ phases: expect.objectContaining({ headersMs: null }) as unknown }]);
    expect(connection.firstAttemptAt).toBeLessThanOrEqual(connection.dialledAt);
    expect(connection.dialledAt).toBeLessThan(connection.connectedAt);
  });

  it('makes unary calls', async () => {
    const { end, message } = await unary(connection, { method: '/t.T/Sum', maxMessageSize: MAX }, Buffer.from('7'));
    expect(end).toMatchObject({ reason: 'status', messages: 1, status: { code: 0, name: 'OK', origin: 'server' } });
    expect(Buffer.from(message ?? []).toString()).toBe('7');
  });

  it.each([
    ['Two', 2],
    ['None', 0],
  ])('calls a unary answer of other than one message UNIMPLEMENTED (%s)', async (name, messages) => {
    const { end, message } = await unary(connection, { method: `/t.T/${name}`, maxMessageSize: MAX }, Buffer.from('7'));
    expect(end).toMatchObject({ reason: 'broken', messages, status: { name: 'UNIMPLEMENTED', origin: 'framing' } });
    expect(message).toBeNull();
  });

  it('hands a unary error through', async () => {
    const { end, message } = await unary(connection, { method: '/t.T/Fail', maxMessageSize: MAX }, Buffer.from('1'));
    expect(end.status.name).toBe('FAILED_PRECONDITION');
    expect(message).toBeNull();
  });

  it('streams from the server, empty messages too', async () => {
    const { end, sink } = await run('Two', ['']);
    expect(end.status.name).toBe('OK');
    expect(sink.texts).toEqual(['', '']);
  });

  it('streams from the client', async () => {
    const { sink } = await run('Sum', ['1', '2', '39']);
    expect(sink.texts).toEqual(['42']);
  });

  it('streams both ways at once', async () => {
    const sink = new CollectingSink();
    const call = connection.open({ method: '/t.T/Echo', maxMessageSize: MAX }, sink);
    for (let i = 0; i < 5; i += 1) {
      await call.write(Buffer.from(`${i}`));
      await expect.poll(() => sink.messages.length).toBe(i + 1);
    }
    call.end();
    const end = await call.done;
    expect(sink.texts).toEqual(['0', '1', '2', '3', '4']);
    expect(end).toMatchObject({ messages: 5, payloadBytes: 5, wireBytes: 30 });
    expect(sink.arrivals).toEqual(sink.arrivals.toSorted((a, b) => a - b));
    expect(end.headersAt).toBeLessThanOrEqual(sink.arrivals[0] ?? 0);
  });

  it.each([0, 1, 50, 500])('delivers all %i messages before an error status', async (count) => {
    const { end, sink } = await run('Fail', [String(count)]);
    expect(end).toMatchObject({
      reason: 'status',
      messages: count,
      status: { name: 'FAILED_PRECONDITION', origin: 'server', message: 'not ready: 100 % sure', details: 'CAk=' },
    });
    expect(sink.texts).toEqual(Array.from({ length: count }, (_, i) => `m${i}`));
    expect(own(end.trailers)).toEqual([['x-why', 'because']]);
  });

  it('reports an unknown method as UNIMPLEMENTED', async () => {
    const { end } = await run('Nothing', []);
    expect(end.status.name).toBe('UNIMPLEMENTED');
  });

  it('ends as cancelled', async () => {
    const sink = new CollectingSink();
    const call = connection.open({ method: '/t.T/Hang', maxMessageSize: MAX }, sink);
    await call.write(Buffer.from('go'));
    await expect.poll(() => sink.messages.length).toBe(1);
    call.cancel();
    call.cancel();
    const end = await call.done;
    expect(end).toMatchObject({ reason: 'cancelled', messages: 1, status: { name: 'CANCELLED', origin: 'client' } });
    call.cancel();
    call.pause();
    call.resume();
    call.end();
    await call.write(Buffer.from('late'));
  });

  it('ends as cancelled before anything came, and then sends nothing more', async () => {
    const call = connection.open({ method: '/t.T/Echo', maxMessageSize: MAX }, new CollectingSink());
    call.cancel();
    await call.write(Buffer.from('late'));
    expect(await call.done).toMatchObject({
      reason: 'cancelled',
      messages: 0,
      headersAt: null,
      status: { name: 'CANCELLED', origin: 'client' },
    });
  });

  it('tells the server its deadline', async () => {
    const { sink } = await run('Deadline', ['go'], { timeoutMs: 60_000 });
    const left = Number(sink.texts[0]) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_500);
  });

  it('ends at the deadline', async () => {
    const { end } = await run('Hang', ['go'], { timeoutMs: 80 });
    expect(end).toMatchObject({
      reason: 'deadline',
      messages: 1,
      status: { name: 'DEADLINE_EXCEEDED', origin: 'client' },
    });
  });

  it('ends as stalled', async () => {
    const { end } = await run('Hang', ['go'], { idleMs: 60, timeoutMs: 5000 });
    expect(end).toMatchObject({ reason: 'stalled', messages: 1, status: { name: 'CANCELLED', reason: 'stalled' } });
  });

  it('does not stall while paused', async () => {
    const sink = new CollectingSink();
    const call = connection.open({ method: '/t.T/Two', maxMessageSize: MAX, idleMs: 40 }, sink);
    call.pause();
    await call.write(Buffer.from('x'));
    call.end();
    await new Promise((resolve) => setTimeout(resolve, 100));
    call.resume();
    const end = await call.done;
    expect(end).toMatchObject({ reason: 'status', messages: 2 });
  });

  it('carries metadata both ways, repeated and binary', async () => {
    const metadata: Metadata = [
      ['x-text', 'one'],
      ['x-text', 'two'],
      ['x-raw-bin', 'AAH/'],
    ];
    const { end } = await run('Meta', [], { metadata });
    const raw = ['x-raw-back-bin', 'AAH/'];
    for (const side of [end.headers, end.trailers]) {
      const back = own(side);
      expect(
        back
          .filter(([key]) => key === 'x-text-back')
          .map(([, value]) => value)
          .join(', '),
      ).toBe('one, two');
      expect(back.filter(([key]) => key === 'x-raw-back-bin')).toEqual([raw]);
    }
  });

  it('refuses metadata that cannot be sent', () => {
    const open = (): unknown =>
      connection.open({ method: '/t.T/Echo', maxMessageSize: MAX, metadata: [['b d', 'x']] }, new CollectingSink());
    expect(open).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });

  it('moves large messages both ways', async () => {
    const big = 'x'.repeat(6_000_000);
    const { end, sink } = await run('Echo', [big]);
    expect(end.status.name).toBe('OK');
    expect(sink.messages[0]?.equals(Buffer.from(big))).toBe(true);
  });

  it('refuses a message above the limit and names the flag', async () => {
    const { end, sink } = await run('Big', ['1001'], { maxMessageSize: 1000 });
    expect(end).toMatchObject({ reason: 'broken', messages: 0, status: { name: 'RESOURCE_EXHAUSTED' } });
    expect(end.status.message).toContain('--max-message-size');
    expect(sink.reserved).toBe(0);
  });

  it('rejects with what the sink threw', async () => {
    const thrown = new Error('sink');
    const call = connection.open(
      { method: '/t.T/Two', maxMessageSize: MAX },
      {
        reserve: (length) => Buffer.alloc(length),
        message: () => {
          throw thrown;
        },
      },
    );
    await call.write(Buffer.from('x'));
    await expect(call.done).rejects.toBe(thrown);
  });

  it('refuses to write after end', async () => {
    const call = connection.open({ method: '/t.T/Hang', maxMessageSize: MAX }, new CollectingSink());
    call.end();
    await expect(call.write(Buffer.from('x'))).rejects.toThrow('write after end');
    call.cancel();
    await call.done;
  });

  it('waits for a slow server, and stops waiting when the call ends', async () => {
    const call = connection.open({ method: '/t.T/Nothing', maxMessageSize: MAX }, new CollectingSink());
    for (let i = 0; i < 20; i += 1) await call.write(Buffer.alloc(200_000));
    expect((await call.done).status.name).toBe('UNIMPLEMENTED');
  });

  it('ends its open calls when it is closed', async () => {
    const mine = await connectTo(port, { client });
    const call = mine.open({ method: '/t.T/Hang', maxMessageSize: MAX }, new CollectingSink());
    await mine.close();
    expect((await call.done).reason).toBe('cancelled');
  });

  it('connects over TLS', async () => {
    const keys = await certificate();
    const { at, secure } = await overTls(keys);
    for (const tls of [{ ca: keys.cert }, { ca: keys.cert, servername: 'localhost' }, { skipVerify: true }]) {
      const mine = await connect(connectOptions(`localhost:${at}`, { client, security: 'tls', tls }));
      const { message } = await unary(mine, { method: '/t.T/Sum', maxMessageSize: MAX }, Buffer.from('7'));
      expect(Buffer.from(message ?? []).toString()).toBe('7');
      expect(mine.tls?.verified).toBe(!('skipVerify' in tls));
      await mine.close();
    }
    secure.forceShutdown();
  });

  it('shows its certificate where the server wants one, and is refused without', async () => {
    const [keys, mine] = await Promise.all([certificate(), certificate({ names: ['client.test'] })]);
    const { at, secure } = await overTls(keys, mine.cert);
    const mutual = { client, security: 'tls', tls: { ca: keys.cert, ...mine } } as const;
    const connection = await connect(connectOptions(`localhost:${at}`, mutual));
    const { end, sink } = await run('Fail', ['2'], {}, connection);
    expect(end.status.name).toBe('FAILED_PRECONDITION');
    expect(sink.texts).toEqual(['m0', 'm1']);
    await connection.close();
    const without = connect(connectOptions(`localhost:${at}`, { ...mutual, tls: { ca: keys.cert } }));
    await expect(without).rejects.toMatchObject({ code: 'tls-client-cert-required', exitCode: 3 });
    secure.forceShutdown();
  });

  it('follows no proxy the environment names', async () => {
    const proxy = await tcpPeer((socket) => socket.end());
    const names = ['grpc_proxy', 'https_proxy', 'http_proxy', 'all_proxy'];
    for (const name of names.flatMap((lower) => [lower, lower.toUpperCase()])) {
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    }
    const mine = await connectTo(port, { client });
    const { message } = await unary(mine, { method: '/t.T/Sum', maxMessageSize: MAX }, Buffer.from('7'));
    vi.unstubAllEnvs();
    expect(Buffer.from(message ?? []).toString()).toBe('7');
    expect(proxy.connections).toBe(0);
    await mine.close();
    await proxy.close();
  });

  it('fails to connect with the causes of our own dial', async () => {
    const silent = await tcpPeer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const failed = connectTo(silent.port, { client });
    await expect(failed).rejects.toBeInstanceOf(ConnectFailure);
    await expect(failed).rejects.toMatchObject({ code: 'peer-is-http1' });
    await silent.close();
  });
});

describe('the grpc-js client', () => {
  it('shows statuses as an ordinary Node client sees them, but never one outside the 17', async () => {
    const peer = await rawPeer((s) => s.send(s.headers(), s.trailers([['grpc-status', '99']])));
    const connection = await connectTo(peer.port, { client: 'grpc-js' });
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX }, new CollectingSink());
    call.end();
    const end = await call.done;
    expect(end).toMatchObject({ reason: 'broken', status: { name: 'UNKNOWN', reason: 'bad-status', raw: '99' } });
    await connection.close();
    await peer.close();
  });

  it('says so when only our own client was answered', async () => {
    let first = true;
    const peer = await tcpPeer((socket) => {
      if (first) socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
      first = false;
    });
    const failed = connectTo(peer.port, { client: 'grpc-js', connectTimeoutMs: 150 });
    await expect(failed).rejects.toMatchObject({
      code: 'settings-timeout',
      message: /but not @grpc\/grpc-js/,
      attempts: [{ failed: { phase: 'http2', ms: expect.any(Number) as number }, phases: { http2Ms: null } }],
    });
    await peer.close();
  });

  it('connects to an IP address over TLS without a deprecation warning, and still checks the certificate', async () => {
    const [keys, named] = await Promise.all([certificate(), certificate({ names: ['other.example'] })]);
    const warned: unknown[] = [];
    const note = (warning: unknown): void => void warned.push(warning);
    process.on('warning', note);
    const script = (s: RawStream): void => s.send(s.headers(), s.data(grpcMessage('a')), s.trailers());
    const peers = await Promise.all([rawPeer(script, { tls: keys }), rawPeer(script, { tls: named })]);
    const options = { client: 'grpc-js', security: 'tls' } as const;
    const right = await connectTo(peers[0].port, { ...options, tls: { ca: keys.cert } });
    const { message } = await unary(right, { method: '/t.T/M', maxMessageSize: MAX }, Buffer.from('7'));
    expect(Buffer.from(message ?? []).toString()).toBe('a');
    await right.close();
    await expect(connectTo(peers[1].port, { ...options, tls: { ca: named.cert } })).rejects.toMatchObject({
      code: 'tls-hostname',
    });
    const renamed = await connectTo(peers[1].port, {
      ...options,
      tls: { ca: named.cert, servername: 'other.example' },
    });
    await renamed.close();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warned).toEqual([]);
    await Promise.all(peers.map((peer) => peer.close()));
  });
});
