import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CollectingSink, connectTo, MAX } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

interface Plan {
  readonly messages: readonly string[];
  /** Bytes of each DATA frame, in turn. */
  readonly sizes: readonly number[];
  readonly status: number;
  /** Ends with RST_STREAM in place of trailers. */
  readonly reset: boolean;
}

const PLAN: fc.Arbitrary<Plan> = fc.record({
  messages: fc.array(fc.string({ maxLength: 30 }), { maxLength: 5 }),
  sizes: fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }),
  status: fc.integer({ min: 0, max: 16 }),
  reset: fc.boolean(),
});

/** The frames of one stream, in order. */
function frames(s: RawStream, { messages, sizes, status, reset }: Plan): Buffer[] {
  const body = Buffer.concat(messages.map((text) => grpcMessage(text)));
  const made = [s.headers()];
  for (let at = 0, size = 0; at < body.length; at += size) {
    size = sizes[made.length % sizes.length] as number;
    made.push(s.data(body.subarray(at, at + size)));
  }
  return [...made, reset ? s.rst(2) : s.trailers([['grpc-status', String(status)]])];
}

/** One frame of a stream at a time, the streams drawn by `order`. */
function shuffled(streams: readonly Buffer[][], order: readonly number[]): Buffer {
  const left = streams.map((made) => [...made]);
  const sent: Buffer[] = [];
  for (let i = 0; left.some((made) => made.length > 0); i += 1) {
    const open = left.filter((made) => made.length > 0);
    sent.push((open[(order[i % order.length] as number) % open.length] as Buffer[]).shift() as Buffer);
  }
  return Buffer.concat(sent);
}

describe('streams on one connection', () => {
  it('never mix, however their frames alternate', async () => {
    const order = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(PLAN, { minLength: 2, maxLength: 5 }), order, async (plans, turns) => {
        const streams: RawStream[] = [];
        const peer = await rawPeer((s) => {
          streams.push(s);
          if (streams.length < plans.length) return;
          s.send(
            shuffled(
              streams.map((stream, i) => frames(stream, plans[i] as Plan)),
              turns,
            ),
          );
        });
        const connection = await connectTo(peer.port);
        const calls = plans.map(() => {
          const sink = new CollectingSink();
          return { sink, call: connection.open({ method: '/t.T/M', maxMessageSize: MAX, idleMs: 10_000 }, sink) };
        });
        const ends = await Promise.all(calls.map(({ call }) => call.done));
        await connection.close();
        await peer.close();
        for (const [i, { messages, status, reset }] of plans.entries()) {
          expect(calls[i]?.sink.texts).toEqual(messages);
          expect(ends[i]?.status.code).toBe(reset ? 13 : status);
          expect(ends[i]?.status.origin).toBe(reset ? 'rst' : 'server');
        }
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it('end apart: a broken message of one leaves the others alone', async () => {
    const streams: RawStream[] = [];
    const peer = await rawPeer((s) => {
      streams.push(s);
      const [bad, good] = streams;
      if (!bad || !good) return;
      bad.send(bad.headers(), good.headers(), bad.data(grpcMessage('x', 7)), good.data(grpcMessage('a')));
      setTimeout(() => good.send(good.data(grpcMessage('b')), good.trailers()), 20);
    });
    const connection = await connectTo(peer.port);
    const sinks = [new CollectingSink(), new CollectingSink()] as const;
    const [bad, good] = await Promise.all(
      sinks.map((sink) => connection.open({ method: '/t.T/M', maxMessageSize: MAX }, sink).done),
    );
    expect(bad?.status.reason).toBe('bad-frame-flag');
    expect(good?.status.name).toBe('OK');
    expect(sinks[1].texts).toEqual(['a', 'b']);
    await connection.close();
    await peer.close();
  });
});
