import { describe, expect, it } from 'vitest';
import { inLanes } from '../support/lanes.ts';
import { certificate } from '../support/wire-certs.ts';
import { exchange } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage } from '../support/wire-raw-peer.ts';

const LANES = 12;
const MESSAGES = ['ab', '', 'the third', 'x'.repeat(40)];

/** A whole answer: headers, four messages in three DATA frames, trailers. */
function whole(s: RawStream): Buffer {
  const [first, second, third, fourth] = MESSAGES.map((text) => grpcMessage(text)) as [Buffer, Buffer, Buffer, Buffer];
  const split = Buffer.concat([third, fourth]);
  return Buffer.concat([
    s.headers(),
    s.data(Buffer.concat([first, second])),
    s.data(split.subarray(0, 17)),
    s.data(split.subarray(17)),
    s.trailers([
      ['grpc-status', '0'],
      ['grpc-message', 'done'],
    ]),
  ]);
}

async function lengthOf(answer: (s: RawStream) => Buffer): Promise<number> {
  let length = 0;
  await exchange((s) => {
    length = answer(s).length;
    s.socket.end(answer(s));
  });
  return length;
}

const upTo = (length: number): number[] => Array.from({ length }, (_, cut) => cut);

describe('an answer whose connection ends before the last byte of the trailers', () => {
  it.each([
    ['FIN', 0, (s: RawStream, bytes: Buffer) => s.socket.end(bytes)],
    [
      'RST',
      1,
      (s: RawStream, bytes: Buffer) => s.socket.write(bytes, () => setImmediate(() => s.socket.resetAndDestroy())),
    ],
  ] as const)('is never OK, wherever it is cut by %s', async (_, odd, cut) => {
    const length = await lengthOf(whole);
    const ends = await inLanes(upTo(length), LANES, async (at) => {
      // Every other request is still open; where it was not for the FIN it is for the RST.
      const open = at % 2 === odd;
      const { end, sink } = await exchange((s) => cut(s, whole(s).subarray(0, at)), { open });
      expect(end.messages).toBe(sink.messages.length);
      expect(sink.texts).toEqual(MESSAGES.slice(0, end.messages));
      return `${at} ${end.status.name} ${end.status.reason} ${end.status.origin} ${end.reason}`;
    });
    expect(ends).toEqual(upTo(length).map((at) => `${at} UNAVAILABLE connection-lost client broken`));
    expect(length).toBeGreaterThan(180);
  });

  it('is never OK under TLS either, with and without a farewell of TLS', async () => {
    const keys = await certificate();
    const length = await lengthOf(whole);
    const cuts = upTo(length).filter((at) => at % 9 === 0 || at === length - 1);
    const rude = (s: RawStream, bytes: Buffer): void => void s.socket.write(bytes, () => s.socket.destroy());
    const polite = (s: RawStream, bytes: Buffer): void => void s.socket.end(bytes);
    const ends = await inLanes(cuts, LANES, async (at) => {
      const cut = at % 2 === 0 ? polite : rude;
      const { end } = await exchange((s) => cut(s, whole(s).subarray(0, at)), {
        peer: { tls: keys },
        connect: { security: 'tls', tls: { ca: keys.cert } },
      });
      return `${at} ${end.status.name} ${end.status.reason}`;
    });
    expect(ends).toEqual(cuts.map((at) => `${at} UNAVAILABLE connection-lost`));
  });

  it('is OK when all of it came', async () => {
    const { end, sink } = await exchange((s) => s.socket.end(whole(s)));
    expect(end).toMatchObject({ reason: 'status', status: { name: 'OK', message: 'done' } });
    expect(sink.texts).toEqual(MESSAGES);
  });
});

describe('an answer whose DATA is cut short, though its status is OK', () => {
  const data = Buffer.concat(MESSAGES.map((text) => grpcMessage(text)));
  const boundaries = MESSAGES.map((_, i) => Buffer.concat(MESSAGES.slice(0, i + 1).map((t) => grpcMessage(t))).length);

  it('is OK at the end of a message alone', async () => {
    const ends = await inLanes(upTo(data.length + 1), LANES, async (at) => {
      const { end } = await exchange((s) => s.send(s.headers(), s.data(data.subarray(0, at)), s.trailers()));
      return `${at} ${end.status.name} ${end.status.reason ?? 'complete'} ${end.messages}`;
    });
    expect(ends).toEqual(
      upTo(data.length + 1).map((at) => {
        const messages = boundaries.filter((end) => end <= at).length;
        const complete = at === 0 || boundaries.includes(at);
        return complete ? `${at} OK complete ${messages}` : `${at} INTERNAL truncated-message ${messages}`;
      }),
    );
  });
});
