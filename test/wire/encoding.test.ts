import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { badEncoding, decompress, isUsable, tooLarge } from '../../src/wire/encoding.ts';

describe('decompression', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('inflates %s', (encoding, compress) => {
    const inflated = decompress(encoding, compress('hello'), 0, 5);
    expect(Buffer.from(inflated as Uint8Array).toString()).toBe('hello');
  });

  it.each([
    ['gzip', gzipSync('hello').subarray(0, 10)],
    ['gzip', Buffer.alloc(0)],
    ['deflate', gzipSync('hello')],
    ['br', Buffer.from('x')],
    [undefined, Buffer.from('x')],
  ])('calls %s over wrong bytes a fault', (encoding, bytes) => {
    expect(decompress(encoding, bytes, 3, 100)).toMatchObject({ code: 13, reason: 'bad-encoding' });
  });

  it('stops at the limit', () => {
    expect(decompress('gzip', gzipSync(Buffer.alloc(1e6)), 0, 1000)).toMatchObject({
      code: 8,
      message: 'message 0 inflates to more than 1000 bytes; raise --max-message-size to take it',
    });
  });
});

describe('faults', () => {
  it('name the message and the way out', () => {
    expect(tooLarge(2, 11, 10).message).toBe(
      'message 2 is 11 bytes long, more than 10; raise --max-message-size to take it',
    );
    expect(badEncoding(1, 'x\u001b').message).toContain('"x\\u001b"');
  });

  it('do not concern encodings we can read', () => {
    expect([isUsable('gzip'), isUsable('DEFLATE'), isUsable('identity'), isUsable(undefined)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
