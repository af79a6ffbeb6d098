import { Writable } from 'node:stream';
import { gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../src/wire/types.ts';
import { Outbox } from '../../src/wire/outbox.ts';
import { grpcMessage } from '../support/wire-raw-peer.ts';

const BIG = Buffer.alloc(50_000, 'big');

/** A transport that takes one chunk whenever it is told to. */
class Transport extends Writable {
  readonly chunks: Buffer[] = [];
  readonly #taken: (() => void)[] = [];
  #open: boolean;

  constructor(open = true) {
    super({ highWaterMark: 16 });
    this.#open = open;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    if (this.#open) done();
    else this.#taken.push(done);
  }

  take(): void {
    this.#taken.shift()?.();
  }
}

function outbox(encoding: Encoding = 'identity', open = true) {
  const transport = new Transport(open);
  return { transport, box: new Outbox(transport, encoding) };
}

/** What was sent, each message with its flag. */
function messages(bytes: Buffer): [flag: number, payload: Buffer][] {
  const out: [number, Buffer][] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 5 + bytes.readUInt32BE(at + 1);
    out.push([bytes[at] as number, bytes.subarray(at + 5, end)]);
    at = end;
  }
  return out;
}

describe('the outbox', () => {
  it('frames a message in memory of its own', async () => {
    const { transport, box } = outbox('identity', false);
    const message = Buffer.from('ab');
    const written = box.write(message);
    message.fill(0);
    box.end();
    transport.take();
    await written;
    expect(transport.chunks).toEqual([grpcMessage('ab')]);
  });

  it('waits until the transport takes more, for each message', async () => {
    const { transport, box } = outbox('identity', false);
    let written = 0;
    const first = box.write(Buffer.alloc(20)).then(() => (written += 1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBe(0);
    transport.take();
    await first;
    const second = box.write(Buffer.alloc(20)).then(() => (written += 1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBe(1);
    transport.take();
    await second;
    expect(written).toBe(2);
  });

  it('lets go of whoever waits when the call is over, and sends no more', async () => {
    const { transport, box } = outbox('identity', false);
    const waiting = box.write(Buffer.alloc(20));
    box.close();
    await waiting;
    await box.write(Buffer.from('late'));
    box.end();
    expect(transport.chunks).toHaveLength(1);
    expect(transport.writableEnded).toBe(false);
  });

  it('refuses to write behind the end', async () => {
    const { box } = outbox();
    box.end();
    box.end();
    await expect(box.write(Buffer.from('a'))).rejects.toThrow('write after end');
  });

  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)(
    'compresses with %s what shall be compressed, all in order, and ends behind it',
    async (encoding, plain) => {
      const { transport, box } = outbox(encoding);
      const reused = Buffer.from(BIG);
      const sent = [
        box.write(reused),
        box.write(Buffer.from('plain'), { compress: false }),
        box.write(Buffer.from('small')),
        box.write(BIG.subarray(1)),
      ];
      reused.fill(0);
      box.end();
      await Promise.all(sent);
      if (!transport.writableFinished) await new Promise((resolve) => transport.once('finish', resolve));
      const got = messages(Buffer.concat(transport.chunks));
      expect(got.map(([flag]) => flag)).toEqual([1, 0, 1, 1]);
      const texts = got.map(([flag, payload]) => (flag === 1 ? plain(payload) : payload).toString());
      expect(texts).toEqual([BIG.toString(), 'plain', 'small', BIG.subarray(1).toString()]);
      expect(transport.chunks[0]?.length).toBeLessThan(1000);
    },
  );

  it.each([
    ['at once', 'identity', Buffer.from('all')],
    ['when it is compressed', 'gzip', BIG],
  ] as const)('ends with the message that is the last, %s', async (_, encoding, message) => {
    const { transport, box } = outbox(encoding);
    await box.write(message, { last: true });
    if (!transport.writableFinished) await new Promise((resolve) => transport.once('finish', resolve));
    expect(messages(Buffer.concat(transport.chunks))).toHaveLength(1);
    await expect(box.write(Buffer.from('a'))).rejects.toThrow('write after end');
  });

  it('sends nothing of what was still being compressed when the call was over', async () => {
    const { transport, box } = outbox('gzip');
    const written = box.write(BIG);
    box.close();
    await written;
    expect(transport.chunks).toEqual([]);
  });
});
