import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FramingFault } from '../../src/wire/encoding.ts';
import { inflate } from '../../src/wire/inflate.ts';

const MiB = 1024 ** 2;
const ENCODINGS = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
] as const;

/** Bytes that do not compress. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = 1; i < length; i += 1) {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

describe.each(ENCODINGS)('a message in %s', (encoding, compress) => {
  it('is inflated on the spot when it is small', () => {
    const inflated = inflate({ encoding, bytes: compress('hello'), index: 0 }, 5);
    expect(Buffer.from(inflated as Uint8Array).toString()).toBe('hello');
  });

  it.each([
    ['long already', noise(100_000)],
    ['long when inflated', Buffer.alloc(2 * MiB, 'x')],
  ])('is inflated beside the event loop when it is %s', async (_, plain) => {
    const inflated = inflate({ encoding, bytes: compress(plain), index: 0 }, 3 * MiB);
    expect(inflated).toBeInstanceOf(Promise);
    expect(plain.equals((await inflated) as Uint8Array)).toBe(true);
  });

  it.each([
    ['on the spot', 1000, Buffer.alloc(100_000)],
    ['on the spot, above what is inflated there', MiB, Buffer.alloc(3 * MiB)],
    ['beside the event loop', 2 * MiB, Buffer.alloc(3 * MiB)],
    ['long already', 80_000, noise(100_000)],
  ])('stops at the limit: %s', async (_, most, plain) => {
    expect(await inflate({ encoding, bytes: compress(plain), index: 4 }, most)).toMatchObject({
      code: 8,
      reason: 'message-too-large',
      message: `message 4 inflates to more than ${most} bytes; raise --max-message-size to take it`,
    });
  });

  it.each([
    ['cut short', compress('hello').subarray(0, 10)],
    ['that is empty', Buffer.alloc(0)],
    ['that is garbage', Buffer.from('garbage')],
    ['that is raw deflate', deflateRawSync('hello')],
    ['that is long garbage', noise(100_000)],
    ['cut short far behind', compress(noise(200_000)).subarray(0, 150_000)],
  ])('%s is a fault', async (_, bytes) => {
    const fault = (await inflate({ encoding, bytes, index: 3 }, MiB)) as FramingFault;
    expect(fault).toMatchObject({ code: 13, reason: 'bad-encoding' });
    expect(fault.message).toMatch(new RegExp(`^message 3 does not inflate as ${encoding}: `));
  });

  it.each([100, 200_000])('with something behind its end is a fault (%i bytes)', async (length) => {
    const bytes = Buffer.concat([compress(noise(length)), Buffer.alloc(3)]);
    expect(await inflate({ encoding, bytes, index: 1 }, MiB)).toMatchObject({
      code: 13,
      message: `message 1 has 3 bytes behind the end of its ${encoding} data`,
    });
  });
});

it('takes a gzip message of several members, as the format allows', () => {
  const bytes = Buffer.concat([gzipSync('ab'), gzipSync('cd')]);
  expect(Buffer.from(inflate({ encoding: 'gzip', bytes, index: 0 }, 10) as Uint8Array).toString()).toBe('abcd');
});
