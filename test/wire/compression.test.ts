import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Call, CallEnd, Encoding } from '../../src/wire/types.ts';
import type { Request } from '../support/http2-peer.ts';
import { answer as ok, http2Peer } from '../support/http2-peer.ts';
import { CollectingSink, connectTo, exchange, MAX } from '../support/wire-client.ts';
import type { Pairs, RawStream } from '../support/wire-raw-peer.ts';
import { GRPC_HEADERS, grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

const GZIPPED: Pairs = [...GRPC_HEADERS, ['grpc-encoding', 'gzip']];
const LARGE = 3_000_000;
/** Large enough to be inflated beside the event loop. */
const BIG = grpcMessage(gzipSync(Buffer.alloc(LARGE)), 1);
const AB = grpcMessage('ab');

const answer = (s: RawStream, ...parts: Buffer[]): void =>
  s.send(s.headers(GZIPPED), ...parts.map((part) => s.data(part)), s.trailers());
const lengths = (sink: CollectingSink): number[] => sink.messages.map(({ length }) => length);

describe('large compressed messages', () => {
  it('keep their place among the others, and their stamp', async () => {
    const { end, sink } = await exchange((s) => answer(s, AB, BIG, grpcMessage(gzipSync('x'), 1), BIG, AB));
    expect(end.status.name).toBe('OK');
    expect(lengths(sink)).toEqual([2, LARGE, 1, LARGE, 2]);
    expect(end).toMatchObject({ messages: 5, compressed: 3, payloadBytes: 2 * LARGE + 5 });
    expect(new Set(sink.arrivals).size).toBe(1);
  });

  it('hold up no other stream', async () => {
    const streams: RawStream[] = [];
    const peer = await rawPeer((s) => {
      streams.push(s);
      const [one, two] = streams;
      if (!one || !two) return;
      const first = Buffer.concat([one.headers(GZIPPED), one.data(BIG), one.trailers()]);
      one.send(first, two.headers(), two.data(AB), two.trailers());
    });
    const connection = await connectTo(peer.port);
    const order: string[] = [];
    const calls = ['large', 'small'].map((name) => {
      let memory = Buffer.alloc(0);
      return connection.open(
        { method: '/t.T/M', maxMessageSize: MAX },
        {
          reserve: (length) => (memory = Buffer.alloc(length)),
          message: () => void order.push(`${name} ${memory.length}`),
        },
      );
    });
    const ends = await Promise.all(calls.map((call) => call.done));
    expect(order).toEqual(['small 2', `large ${LARGE}`]);
    expect(ends.map(({ status }) => status.name)).toEqual(['OK', 'OK']);
    expect(ends[0]?.lastMessageAt).toBe(ends[1]?.lastMessageAt);
    await connection.close();
    await peer.close();
  });

  it.each([
    ['a reset', (s: RawStream) => s.rst(2), 'INTERNAL'],
    ['an error status', (s: RawStream) => s.trailers([['grpc-status', '9']]), 'FAILED_PRECONDITION'],
  ])('that came before %s are delivered', async (_, last, code) => {
    const { end, sink } = await exchange((s) =>
      s.send(s.headers(GZIPPED), s.data(BIG), s.data(BIG), s.data(AB), last(s)),
    );
    expect(end.status.name).toBe(code);
    expect(lengths(sink)).toEqual([LARGE, LARGE, 2]);
  });

  it('that came before the connection was lost are delivered', async () => {
    const { end, sink } = await exchange((s) => s.socket.end(Buffer.concat([s.headers(GZIPPED), s.data(BIG)])));
    expect(end.status).toMatchObject({ name: 'UNAVAILABLE', reason: 'connection-lost' });
    expect(lengths(sink)).toEqual([LARGE]);
  });

  it('that inflate beyond the limit end the call', async () => {
    const { end, sink } = await exchange((s) => s.send(s.headers(GZIPPED), s.data(AB), s.data(BIG), s.data(AB)), {
      call: { maxMessageSize: LARGE - 1 },
    });
    expect(end.status).toMatchObject({ name: 'RESOURCE_EXHAUSTED', reason: 'message-too-large' });
    expect(lengths(sink)).toEqual([2]);
  });

  it('wait with the others for a paused reader', async () => {
    const { end, sink } = await exchange((s) => answer(s, BIG, AB, BIG), {
      during: (call) => {
        call.pause();
        setTimeout(() => call.resume(), 60);
      },
    });
    expect(end.status.name).toBe('OK');
    expect(lengths(sink)).toEqual([LARGE, 2, LARGE]);
  });

  it('are dropped by a call that is cancelled meanwhile', async () => {
    const sink = new CollectingSink();
    const peer = await rawPeer((s) => answer(s, AB, BIG, AB));
    const connection = await connectTo(peer.port);
    let call: Call | null = null;
    call = connection.open(
      { method: '/t.T/M', maxMessageSize: MAX },
      {
        reserve: (length) => sink.reserve(length),
        message: (length, arrival) => {
          sink.message(length, arrival);
          setImmediate(() => call?.cancel());
        },
      },
    );
    expect(await call.done).toMatchObject({ reason: 'cancelled', messages: 1, status: { name: 'CANCELLED' } });
    await connection.close();
    await peer.close();
  });

  it('are no silence, however long they take to inflate', async () => {
    const slow = grpcMessage(gzipSync(Buffer.alloc(40_000_000)), 1);
    const frames = Array.from({ length: Math.ceil(slow.length / 16_384) }, (_, i) =>
      slow.subarray(i * 16_384, (i + 1) * 16_384),
    );
    const streams: RawStream[] = [];
    const peer = await rawPeer((s) => {
      streams.push(s);
      s.send(s.headers(GZIPPED), s.data(AB), ...frames.map((part) => s.data(part)));
    });
    const connection = await connectTo(peer.port);
    let messages = 0;
    const call = connection.open(
      { method: '/t.T/M', maxMessageSize: 40_000_000, idleMs: 60 },
      {
        reserve: (length) => Buffer.alloc(length),
        message: () => {
          messages += 1;
          if (messages === 2) for (const s of streams) s.send(s.trailers());
        },
      },
    );
    expect(await call.done).toMatchObject({ reason: 'status', messages: 2, status: { name: 'OK' } });
    await connection.close();
    await peer.close();
  });

  it('pass on what the sink throws', async () => {
    const peer = await rawPeer((s) => answer(s, BIG, AB));
    const connection = await connectTo(peer.port);
    const thrown = new Error('mine');
    const call = connection.open(
      { method: '/t.T/M', maxMessageSize: MAX },
      {
        reserve: (length) => Buffer.alloc(length),
        message: () => {
          throw thrown;
        },
      },
    );
    await expect(call.done).rejects.toBe(thrown);
    await connection.close();
    await peer.close();
  });
});

/** Sends messages to a server on node:http2 that says OK; what it saw. */
async function sent(
  compression: Encoding | undefined,
  messages: readonly (readonly [text: string, compress?: boolean])[],
): Promise<{ end: CallEnd; encoding: unknown; body: Buffer }> {
  const seen: Request[] = [];
  const peer = await http2Peer((request) => {
    seen.push(request);
    void request.body.then(() => ok(request.stream, []));
  });
  const connection = await connectTo(peer.port);
  const options = { method: '/t.T/M', maxMessageSize: MAX, ...(compression === undefined ? {} : { compression }) };
  const call = connection.open(options, new CollectingSink());
  for (const [text, compress = true] of messages) void call.write(Buffer.from(text), { compress });
  call.end();
  const end = await call.done;
  await connection.close();
  await peer.close();
  const [request] = seen as [Request];
  return { end, encoding: request.headers['grpc-encoding'], body: await request.body };
}

describe('a request', () => {
  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)('goes out in %s where asked, message by message', async (compression, inflate) => {
    const large = 'large'.repeat(10_000);
    const { end, encoding, body } = await sent(compression, [[large], ['plain', false], ['small']]);
    expect(end.status.name).toBe('OK');
    expect(encoding).toBe(compression);
    const got: [flag: number | undefined, text: string][] = [];
    for (let at = 0; at < body.length;) {
      const next = at + 5 + body.readUInt32BE(at + 1);
      const bytes = body.subarray(at + 5, next);
      got.push([body[at], (body[at] === 1 ? inflate(bytes) : bytes).toString()]);
      at = next;
    }
    expect(got).toEqual([
      [1, large],
      [0, 'plain'],
      [1, 'small'],
    ]);
  });

  it.each([undefined, 'identity' as const])('names no encoding without one (%s)', async (compression) => {
    const { end, encoding, body } = await sent(compression, [['a']]);
    expect(end.status.name).toBe('OK');
    expect(encoding).toBeUndefined();
    expect(body).toEqual(grpcMessage('a'));
  });

  it('in an encoding the server does not know ends as UNIMPLEMENTED, with what the server takes', async () => {
    const refusal: Pairs = [
      ...GRPC_HEADERS,
      ['grpc-accept-encoding', 'identity,br'],
      ['grpc-status', '12'],
      ['grpc-message', 'unknown encoding'],
    ];
    const { end } = await exchange((s) => s.send(s.headers(refusal, true)), { call: { compression: 'deflate' } });
    expect(end.status).toMatchObject({ name: 'UNIMPLEMENTED', message: 'unknown encoding', origin: 'server' });
    expect(end.notes).toEqual(['our messages were compressed with deflate; the server takes "identity,br"']);
  });

  it('compresses no single call of grpc-js', async () => {
    const peer = await rawPeer(() => undefined);
    const connection = await connectTo(peer.port, { client: 'grpc-js' });
    const open = () =>
      connection.open({ method: '/t.T/M', maxMessageSize: MAX, compression: 'gzip' }, new CollectingSink());
    expect(open).toThrow(/compresses the calls of a channel/);
    await connection.close();
    await peer.close();
  });
});

it('deflate is the zlib format, not the raw one', async () => {
  const { end, sink } = await exchange((s) =>
    s.send(
      s.headers([...GRPC_HEADERS, ['grpc-encoding', 'deflate']]),
      s.data(grpcMessage(deflateSync(Buffer.alloc(LARGE)), 1)),
      s.trailers(),
    ),
  );
  expect(end.status.name).toBe('OK');
  expect(lengths(sink)).toEqual([LARGE]);
});
