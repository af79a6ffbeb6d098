import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLanes } from '../support/lanes.ts';
import { exchange } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { GRPC_HEADERS, grpcMessage } from '../support/wire-raw-peer.ts';

const LANES = 8;
const RUNS = 40;
const MESSAGES = ['ab', '', 'y'.repeat(300), 'the last'];
const BODY = Buffer.concat(MESSAGES.map((text) => grpcMessage(text)));
const TRAILERS = [
  ['x-after', 'all'],
  ['grpc-status', '9'],
  ['grpc-message', 'not%20yet'],
] as const;

/** Everything of a call that may not depend on how its bytes were cut. */
async function outcome(script: (stream: RawStream) => void): Promise<unknown> {
  const { end, sink } = await exchange(script, { call: { idleMs: 10_000 } });
  const { reason, status, headers, trailers, messages, payloadBytes, wireBytes, notes } = end;
  return { reason, status, headers, trailers, messages, payloadBytes, wireBytes, notes, texts: sink.texts };
}

function whole(s: RawStream): Buffer {
  return Buffer.concat([s.headers(), s.data(BODY.subarray(0, 9)), s.data(BODY.subarray(9)), s.trailers(TRAILERS)]);
}

/** Writes the pieces one by one, each in a turn of the event loop of its own, so that each is a read of its own. */
async function dribble(s: RawStream, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    await new Promise<void>((resolve) => s.socket.write(piece, () => resolve()));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Pieces of these sizes, again from the first when there are more bytes than sizes. */
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const cut: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += cut.at(-1)?.length ?? 0) {
    cut.push(bytes.subarray(at, at + (sizes[cut.length % sizes.length] ?? 1)));
  }
  return cut;
}

const SIZES = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });

describe('the outcome of a call does not depend', () => {
  it('on reads of one byte', async () => {
    const plain = await outcome((s) => s.send(whole(s)));
    expect(await outcome((s) => void dribble(s, pieces(whole(s), [1])))).toEqual(plain);
  });

  it('on how the bytes are cut into reads', async () => {
    const plain = await outcome((s) => s.send(whole(s)));
    const cuts = fc.sample(SIZES, { numRuns: RUNS, seed: 1 });
    const outcomes = await inLanes(cuts, LANES, (sizes) => outcome((s) => void dribble(s, pieces(whole(s), sizes))));
    for (const [i, cut] of outcomes.entries()) expect(cut, `reads of ${JSON.stringify(cuts[i])}`).toEqual(plain);
  });

  it('on how the messages are cut into DATA frames, padding and empty frames among them', async () => {
    const plain = await outcome((s) => s.send(whole(s)));
    const padding = fc.array(fc.integer({ min: -1, max: 255 }), { minLength: 1, maxLength: 5 });
    const cuts = fc.sample(fc.tuple(SIZES, padding), { numRuns: RUNS, seed: 2 });
    const outcomes = await inLanes(cuts, LANES, ([sizes, pads]) =>
      outcome((s) => {
        const data = pieces(BODY, sizes).flatMap((piece, i) => {
          const pad = pads[i % pads.length] as number;
          return pad < 0 ? [s.data(Buffer.alloc(0)), s.data(piece)] : [s.paddedData(piece, pad)];
        });
        s.send(s.headers(), ...data, s.trailers(TRAILERS));
      }),
    );
    for (const [i, cut] of outcomes.entries()) expect(cut, `frames of ${JSON.stringify(cuts[i])}`).toEqual(plain);
  });

  it('on how headers and trailers are cut into CONTINUATION frames', async () => {
    const plain = await outcome((s) => s.send(whole(s)));
    for (const size of [6, 7, 20, 1000]) {
      const cut = await outcome((s) =>
        s.send(s.headers(GRPC_HEADERS, false, size), s.data(BODY), s.headers(TRAILERS, true, size)),
      );
      expect(cut, `pieces of ${size}`).toEqual(plain);
    }
  });
});
