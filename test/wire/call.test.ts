import type { IncomingHttpHeaders } from 'node:http2';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/wire/types.ts';
import { certificate } from '../support/wire-certs.ts';
import { CollectingSink, connectTo, exchange, MAX } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { GRPC_HEADERS, grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

const AB = grpcMessage('ab');
const soon = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a whole answer', () => {
  it('is counted: messages, their bytes, bytes of DATA', async () => {
    const { end } = await exchange((s) =>
      s.send(s.headers(), s.data(AB), s.data(Buffer.concat([AB, grpcMessage('')])), s.trailers()),
    );
    expect(end).toMatchObject({ reason: 'status', messages: 3, payloadBytes: 4, wireBytes: 19 });
    expect(end.status.name).toBe('OK');
  });
});

describe('arrival stamps', () => {
  const tls = certificate();

  it.each([
    ['plaintext', false],
    ['TLS', true],
  ])('are shared by the messages of one write and differ between writes (%s)', async (_, secure) => {
    const keys = secure ? await tls : undefined;
    const { end, sink } = await exchange(
      async (s, { messages }) => {
        const arrived = async (count: number): Promise<void> => {
          while (messages.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
        };
        s.send(s.headers(), s.data(AB), s.data(AB), s.data(Buffer.concat([AB, AB])));
        await arrived(4);
        s.send(s.data(AB));
        await arrived(5);
        s.send(s.data(AB), s.data(AB), s.trailers());
      },
      {
        peer: keys ? { tls: keys } : {},
        connect: keys ? { security: 'tls', tls: { ca: keys.cert } } : {},
      },
    );
    const [a, b, c, d, e, f, g] = sink.arrivals as [number, number, number, number, number, number, number];
    expect([b, c, d]).toEqual([a, a, a]);
    expect(e).toBeGreaterThan(a);
    expect(f).toBeGreaterThan(e);
    expect(g).toBe(f);
    expect(end).toMatchObject({ messages: 7, burstMax: 4, firstMessageAt: a, lastMessageAt: g });
    expect(end.headersAt).toBe(a);
    expect(end.sentAt).toBeLessThanOrEqual(a);
    expect(end.endedAt).toBeGreaterThanOrEqual(g);
  });

  it('are shared by the messages of two streams in one write', async () => {
    const streams: RawStream[] = [];
    const peer = await rawPeer((s) => {
      streams.push(s);
      const [one, two] = streams;
      if (one && two)
        one.send(one.headers(), one.data(AB), two.headers(), two.data(AB), one.trailers(), two.trailers());
    });
    const connection = await connectTo(peer.port);
    const sinks = [new CollectingSink(), new CollectingSink()];
    const calls = sinks.map((sink) => connection.open({ method: '/t.T/M', maxMessageSize: MAX }, sink));
    await Promise.all(calls.map((call) => call.done));
    expect(sinks[0]?.arrivals).toHaveLength(1);
    expect(sinks[0]?.arrivals).toEqual(sinks[1]?.arrivals);
    await connection.close();
    await peer.close();
  });

  it('tell when a message arrived, not when a paused reader took it', async () => {
    let released = 0;
    const { sink } = await exchange((s) => s.send(s.headers(), s.data(AB), s.data(AB), s.trailers()), {
      during: (call) => {
        call.pause();
        setTimeout(() => {
          released = performance.now();
          call.resume();
        }, 60);
      },
    });
    expect(sink.texts).toEqual(['ab', 'ab']);
    expect(sink.arrivals[0]).toBeLessThan(released - 20);
    expect(sink.arrivals[1]).toBe(sink.arrivals[0]);
  });
});

describe('a paused call', () => {
  it('takes nothing until it goes on', async () => {
    let taken = -1;
    const peer = await rawPeer((s) => s.send(s.headers(), s.data(AB), s.trailers()));
    const connection = await connectTo(peer.port);
    const sink = new CollectingSink();
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX, idleMs: 30 }, sink);
    call.pause();
    await soon(80);
    taken = sink.messages.length;
    call.resume();
    const end = await call.done;
    expect(taken).toBe(0);
    expect(end.status.name).toBe('OK');
    expect(sink.texts).toEqual(['ab']);
    await connection.close();
    await peer.close();
  });

  it.each([
    ['a reset', (s: RawStream) => s.rst(2), 'INTERNAL'],
    [
      'an error status and a reset',
      (s: RawStream) => Buffer.concat([s.trailers([['grpc-status', '9']]), s.rst(8)]),
      'FAILED_PRECONDITION',
    ],
  ])('still delivers the messages that came before %s', async (_, last, code) => {
    const { end, sink } = await exchange((s) => s.send(s.headers(), s.data(AB), s.data(AB), last(s)), {
      during: (call) => call.pause(),
      open: true,
    });
    expect(end.status.name).toBe(code);
    expect(sink.texts).toEqual(['ab', 'ab']);
  });

  it('can be cancelled with messages waiting, and then delivers none', async () => {
    const { end, sink } = await exchange((s) => s.send(s.headers(), s.data(AB), s.trailers()), {
      during: (call) => {
        call.pause();
        setTimeout(() => call.cancel(), 40);
      },
    });
    expect(end.reason).toBe('cancelled');
    expect(sink.messages).toEqual([]);
  });
});

describe('ending a call ourselves', () => {
  it('says cancelled after cancel, and delivers nothing more', async () => {
    const sink = new CollectingSink();
    const peer = await rawPeer((s) => s.send(s.headers(), s.data(Buffer.concat([AB, AB, AB]))));
    const connection = await connectTo(peer.port);
    let call: Call | null = null;
    call = connection.open(
      { method: '/t.T/M', maxMessageSize: MAX },
      {
        reserve: (length) => sink.reserve(length),
        message: (length, arrival) => {
          sink.message(length, arrival);
          if (sink.messages.length === 2) call?.cancel();
        },
      },
    );
    const end = await call.done;
    expect(end).toMatchObject({ reason: 'cancelled', messages: 2, status: { name: 'CANCELLED', origin: 'client' } });
    expect(sink.messages).toHaveLength(2);
    call.cancel();
    call.pause();
    call.resume();
    call.end();
    await call.write(Buffer.from('late'));
    await connection.close();
    await peer.close();
  });

  it('keeps a status that was there before cancel', async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.data(AB), s.trailers([['grpc-status', '3']])), {
      open: true,
      during: (call) => void call.done.then(() => call.cancel()),
    });
    expect(end).toMatchObject({ reason: 'status', status: { name: 'INVALID_ARGUMENT' } });
  });

  it('says stalled, and what did come, when no message comes for so long', async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.data(AB), s.data(AB.subarray(0, 6))), {
      call: { idleMs: 40, timeoutMs: 5000 },
    });
    expect(end).toMatchObject({
      reason: 'stalled',
      messages: 1,
      status: { name: 'CANCELLED', origin: 'client', reason: 'stalled' },
    });
    expect(end.status.message).toMatch(/^no message for 40\.0 ms: /);
    expect(end.notes.join()).toMatch(/promised 2 bytes, 1 came/);
  });

  it('says stalled when the peer is silent from the start', async () => {
    const { end } = await exchange(() => undefined, { call: { idleMs: 40 } });
    expect(end.reason).toBe('stalled');
    expect(end.headersAt).toBeNull();
    expect(end.firstMessageAt).toBeNull();
  });

  it('says stalled when the peer sends garbage', async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.data(AB), Buffer.from('garbage, garbage, garbage')), {
      call: { idleMs: 60 },
    });
    expect(end).toMatchObject({ messages: 1, headers: [['content-type', 'application/grpc']] });
    expect(end.status.name).not.toBe('OK');
  });

  it('does not stall while messages come', async () => {
    const { end } = await exchange(
      (s) => {
        s.send(s.headers());
        let left = 8;
        const tick = setInterval(() => {
          s.send(s.data(AB));
          left -= 1;
          if (left > 0) return;
          clearInterval(tick);
          s.send(s.trailers());
        }, 20);
      },
      { call: { idleMs: 120 } },
    );
    expect(end).toMatchObject({ reason: 'status', messages: 8 });
  });

  it('does not call a stream stalled because we ourselves were busy', async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.data(AB), s.trailers()), {
      call: { idleMs: 30, timeoutMs: 35 },
      during: () => {
        setTimeout(() => {
          const until = performance.now() + 150;
          while (performance.now() < until);
        }, 1);
      },
    });
    expect(end.status.name).toBe('OK');
  });

  it('says deadline when ours has passed', async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.data(AB)), { call: { timeoutMs: 40 } });
    expect(end).toMatchObject({
      reason: 'deadline',
      messages: 1,
      status: { name: 'DEADLINE_EXCEEDED', origin: 'client', message: 'no end within the deadline of 40.0 ms' },
    });
  });

  it("leaves the server's own DEADLINE_EXCEEDED to the server", async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.trailers([['grpc-status', '4']])), {
      call: { timeoutMs: 5000 },
    });
    expect(end).toMatchObject({ reason: 'status', status: { name: 'DEADLINE_EXCEEDED', origin: 'server' } });
  });
});

describe('a sink that throws', () => {
  it.each(['reserve', 'message'])('in %s ends the call, and done rejects with what it threw', async (where) => {
    const peer = await rawPeer((s) => s.send(s.headers(), s.data(AB), s.data(AB)));
    const connection = await connectTo(peer.port);
    const thrown = new Error(where);
    let messages = 0;
    const call = connection.open(
      { method: '/t.T/M', maxMessageSize: MAX },
      {
        reserve: (length) => {
          if (where === 'reserve') throw thrown;
          return Buffer.alloc(length);
        },
        message: () => {
          messages += 1;
          throw thrown;
        },
      },
    );
    await expect(call.done).rejects.toBe(thrown);
    expect(messages).toBeLessThanOrEqual(1);
    await connection.close();
    await peer.close();
  });
});

describe('compressed messages', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['GZIP', gzipSync],
  ])('are inflated (%s) and may stand beside plain ones', async (encoding, compress) => {
    const { end, sink } = await exchange((s) =>
      s.send(
        s.headers([...GRPC_HEADERS, ['grpc-encoding', encoding]]),
        s.data(grpcMessage(compress('a'.repeat(1000)), 1)),
        s.data(AB),
        s.trailers(),
      ),
    );
    expect(end.status.name).toBe('OK');
    expect(sink.texts).toEqual(['a'.repeat(1000), 'ab']);
    expect(end.payloadBytes).toBe(1002);
    expect(end.wireBytes).toBeLessThan(200);
  });
});

describe('large messages', () => {
  it('pass whole, and windows do not stop them', async () => {
    const big = Buffer.alloc(3_000_000, 'x');
    const server = createServer();
    server.on('stream', (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.concat([grpcMessage(big), grpcMessage(big)]));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connection = await connectTo((server.address() as AddressInfo).port, { windowSize: 100_000 });
    const sink = new CollectingSink();
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX }, sink);
    call.end();
    const end = await call.done;
    expect(end.status.name).toBe('OK');
    expect(sink.messages.map((message) => message.equals(big))).toEqual([true, true]);
    await connection.close();
    server.close();
  });

  it('above the limit are refused before memory is reserved', async () => {
    const { end, sink } = await exchange((s) => s.send(s.headers(), s.data(grpcMessage('12345'))), {
      call: { maxMessageSize: 4 },
    });
    expect(end.status).toMatchObject({ name: 'RESOURCE_EXHAUSTED', reason: 'message-too-large' });
    expect(sink.reserved).toBe(0);
  });
});

describe('a request', () => {
  it('carries what gRPC asks for, its metadata and its messages', async () => {
    let seen: IncomingHttpHeaders = {};
    const received: Buffer[] = [];
    const server = createServer();
    server.on('stream', (stream, headers) => {
      seen = headers;
      stream.on('data', (chunk: Buffer) => received.push(chunk));
      stream.on('end', () => {
        stream.respond(
          { ':status': 200, 'content-type': 'application/grpc+proto', 'x-many': ['a', 'b'], 'x-bin': ['AAE=', '/w=='] },
          { waitForTrailers: true },
        );
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0', 'x-last': 'z' }));
        stream.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connection = await connectTo((server.address() as AddressInfo).port, { authority: 'name.test' });
    const call = connection.open(
      {
        method: '/t.T/M',
        maxMessageSize: MAX,
        timeoutMs: 5000,
        metadata: [
          ['x-a', '1'],
          ['x-a', '2'],
          ['x-b-bin', 'AAE='],
        ],
      },
      new CollectingSink(),
    );
    const memory = Buffer.from('one');
    await call.write(memory);
    memory.fill('!');
    await call.write(Buffer.from('two'));
    call.end();
    await expect(call.write(Buffer.from('three'))).rejects.toThrow('write after end');
    const end = await call.done;
    expect(seen).toMatchObject({
      ':method': 'POST',
      ':scheme': 'http',
      ':path': '/t.T/M',
      ':authority': 'name.test',
      te: 'trailers',
      'content-type': 'application/grpc',
      'grpc-accept-encoding': 'identity,deflate,gzip',
      'grpc-timeout': '5000m',
      'x-a': '1, 2',
      'x-b-bin': 'AAE=',
    });
    expect(Buffer.concat(received)).toEqual(Buffer.concat([grpcMessage('one'), grpcMessage('two')]));
    expect(end.headers?.filter(([key]) => key.startsWith('x-'))).toEqual([
      ['x-many', 'a'],
      ['x-many', 'b'],
      ['x-bin', 'AAE='],
      ['x-bin', '/w=='],
    ]);
    expect(end.trailers).toEqual([
      ['grpc-status', '0'],
      ['x-last', 'z'],
    ]);
    await connection.close();
    server.close();
  });

  it('waits when the peer does not take more, and stops waiting when the call ends', async () => {
    const { end } = await exchange(() => undefined, {
      open: true,
      during: (call) => {
        let written = 0;
        const pump = async (): Promise<void> => {
          for (; written < 100; written += 1) await call.write(Buffer.alloc(50_000));
        };
        const pumped = pump();
        setTimeout(() => {
          expect(written).toBeLessThan(5);
          call.cancel();
        }, 40);
        void pumped.then(() => expect(written).toBe(100));
      },
    });
    expect(end.reason).toBe('cancelled');
  });

  it('that the server answers early ends with the answer', async () => {
    const { end } = await exchange((s) => s.send(s.headers(), s.trailers([['grpc-status', '8']])), {
      open: true,
      during: (call) => void call.write(Buffer.alloc(1_000_000)),
    });
    expect(end).toMatchObject({ reason: 'status', status: { name: 'RESOURCE_EXHAUSTED', origin: 'server' } });
  });
});
