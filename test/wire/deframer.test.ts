import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateSync, gzipSync } from 'node:zlib';
import type { Valve } from '../../src/wire/deframer.ts';
import { Deframer } from '../../src/wire/deframer.ts';
import { CollectingSink } from '../support/wire-client.ts';
import { grpcMessage } from '../support/wire-raw-peer.ts';

const AJAR: Valve = { shut: () => undefined, open: () => undefined };

function fed(
  chunks: readonly Uint8Array[],
  most = 1000,
  encoding?: string,
): { deframer: Deframer; sink: CollectingSink } {
  const sink = new CollectingSink();
  const deframer = new Deframer(sink, most, encoding, AJAR);
  for (const [at, chunk] of chunks.entries()) deframer.push(chunk, at);
  return { deframer, sink };
}

describe('the deframer', () => {
  it('gives back what was framed, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.boolean()), { maxLength: 8 }),
        fc.array(fc.nat(60), { maxLength: 12 }),
        (messages, cuts) => {
          const bytes = Buffer.concat(
            messages.map(([payload, zip]) => (zip ? grpcMessage(gzipSync(payload), 1) : grpcMessage(payload))),
          );
          const chunks: Buffer[] = [];
          let at = 0;
          for (const cut of cuts) {
            chunks.push(bytes.subarray(at, at + cut));
            at += cut;
          }
          chunks.push(bytes.subarray(at));
          const { deframer, sink } = fed(chunks, 1000, 'gzip');
          expect(deframer.fault).toBeNull();
          expect(deframer.partial()).toBeNull();
          expect(sink.messages.map((message) => [...message])).toEqual(messages.map(([payload]) => [...payload]));
          expect(deframer.messages).toBe(messages.length);
          expect(deframer.compressed).toBe(messages.filter(([, zip]) => zip).length);
        },
      ),
    );
  });

  it('stamps a message with the chunk that completed it', () => {
    const bytes = Buffer.concat([grpcMessage('ab'), grpcMessage('cd'), grpcMessage('ef')]);
    const { sink } = fed([bytes.subarray(0, 6), bytes.subarray(6, 15), bytes.subarray(15)]);
    expect(sink.arrivals).toEqual([1, 1, 2]);
  });

  it('says what is missing of a message', () => {
    expect(fed([grpcMessage('abc').subarray(0, 2)]).deframer.partial()).toMatch(/after 2 of 5 bytes/);
    expect(fed([grpcMessage('abc').subarray(0, 5)]).deframer.partial()).toMatch(/promised 3 bytes, 0 came/);
    expect(fed([grpcMessage('abc'), grpcMessage('abc').subarray(0, 7)]).deframer.partial()).toMatch(
      /message 1 promised 3 bytes, 2 came/,
    );
  });

  it('reads nothing after a fault', () => {
    const { deframer, sink } = fed([grpcMessage('a'), grpcMessage('b', 7), grpcMessage('c')]);
    expect(deframer.fault).toMatchObject({ reason: 'bad-frame-flag' });
    expect(sink.texts).toEqual(['a']);
  });

  it('takes a message of exactly the limit, and none above it', () => {
    expect(fed([grpcMessage('abcd')], 4).deframer.fault).toBeNull();
    const { deframer, sink } = fed([grpcMessage('abcde')], 4);
    expect(deframer.fault).toMatchObject({ code: 8, reason: 'message-too-large' });
    expect(sink.reserved).toBe(0);
  });

  it('delivers nothing once it was stopped', () => {
    const { deframer, sink } = fed([grpcMessage('a')]);
    deframer.stop();
    deframer.push(grpcMessage('b'), 1);
    expect(sink.texts).toEqual(['a']);
  });

  it('passes on what the sink throws', () => {
    const sink = {
      reserve: (length: number) => Buffer.alloc(length),
      message: () => {
        throw new Error('mine');
      },
    };
    expect(() => new Deframer(sink, 10, undefined, AJAR).push(grpcMessage('a'), 0)).toThrow('mine');
  });
});

describe('large compressed messages', () => {
  const big = Buffer.alloc(2_000_000, 'x');
  const bytes = Buffer.concat([
    grpcMessage('a'),
    grpcMessage(gzipSync(big), 1),
    grpcMessage('b'),
    grpcMessage(gzipSync(big), 1),
    grpcMessage(gzipSync('c'), 1),
  ]);

  function reading(sink: CollectingSink, most = 4_000_000) {
    const seen: string[] = [];
    const valve: Valve = {
      shut: () => void seen.push('shut'),
      open: (threw) => void seen.push(threw ? `open: ${String(threw.thrown)}` : 'open'),
    };
    return { deframer: new Deframer(sink, most, 'gzip', valve), seen };
  }

  async function settled(deframer: Deframer): Promise<void> {
    while (deframer.busy) await deframer.busy;
  }

  it('are inflated beside the event loop and keep their place and their stamp', async () => {
    const sink = new CollectingSink();
    const { deframer, seen } = reading(sink);
    deframer.push(bytes.subarray(0, 100), 1);
    deframer.push(bytes.subarray(100, -3), 2);
    deframer.push(bytes.subarray(-3), 3);
    expect(sink.texts).toEqual(['a']);
    expect(deframer.busy).not.toBeNull();
    await settled(deframer);
    expect(sink.messages.map(({ length }) => length)).toEqual([1, 2_000_000, 1, 2_000_000, 1]);
    expect(sink.arrivals).toEqual([1, 2, 2, 2, 3]);
    expect(deframer).toMatchObject({ messages: 5, compressed: 3, fault: null, busy: null });
    expect(deframer.partial()).toBeNull();
    expect(seen).toEqual(['shut', 'shut', 'open']);
  });

  it('that inflate beyond the limit are a fault, and nothing is read behind them', async () => {
    const sink = new CollectingSink();
    const { deframer, seen } = reading(sink, 1_999_999);
    deframer.push(bytes, 1);
    await settled(deframer);
    expect(deframer.fault).toMatchObject({ reason: 'message-too-large' });
    expect(sink.texts).toEqual(['a']);
    expect(seen).toEqual(['shut', 'open']);
  });

  it('are not waited for once it was stopped', async () => {
    const sink = new CollectingSink();
    const { deframer } = reading(sink);
    deframer.push(bytes, 1);
    const { busy } = deframer;
    deframer.stop();
    expect(deframer.busy).toBeNull();
    await busy;
    expect(sink.texts).toEqual(['a']);
  });

  it('pass on what the sink throws, also of messages behind them', async () => {
    const sink = new CollectingSink();
    const message = sink.message.bind(sink);
    sink.message = (length, arrival) => {
      message(length, arrival);
      if (sink.messages.length === 3) throw new Error('mine');
    };
    const { deframer, seen } = reading(sink);
    deframer.push(bytes, 1);
    await settled(deframer);
    expect(sink.messages).toHaveLength(3);
    expect(seen).toEqual(['shut', 'open: Error: mine']);
  });

  it('take nothing from a deflate stream read as gzip', async () => {
    const sink = new CollectingSink();
    const { deframer } = reading(sink);
    deframer.push(grpcMessage(deflateSync(big), 1), 1);
    await settled(deframer);
    expect(deframer.fault).toMatchObject({ reason: 'bad-encoding' });
  });
});
