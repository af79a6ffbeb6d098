import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileText, textBytes, utf8Fault, utf8Text } from '../../src/schema/utf8.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function platformAccepts(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('utf8Fault', () => {
  it('agrees with the platform on any bytes', () => {
    const hard = fc.constantFrom(
      0x7f,
      0x80,
      0x8f,
      0x90,
      0x9f,
      0xa0,
      0xbf,
      0xc0,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.array(hard, { maxLength: 6 }).map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(bytes, (sample) => {
        expect(utf8Fault(sample, 0, sample.length) === -1).toBe(platformAccepts(sample));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes every string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(utf8Fault(bytes, 0, bytes.length)).toBe(-1);
      }),
    );
  });

  it.each([
    ['an overlong slash', [0x61, 0xc0, 0xaf], 1],
    ['a surrogate', [0x61, 0x61, 0xed, 0xa0, 0x80], 2],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
    ['a lone continuation', [0x80], 0],
    ['a cut sequence', [0x61, 0xe2, 0x98], 1],
  ])('finds the place of %s', (_, bytes, place) => {
    expect(utf8Fault(Uint8Array.from(bytes), 0, bytes.length)).toBe(place);
  });

  it('looks only between its bounds', () => {
    const bytes = Uint8Array.of(0xff, 0x61, 0xe2, 0x98, 0x83, 0xff);
    expect(utf8Fault(bytes, 1, 5)).toBe(-1);
    expect(utf8Fault(bytes, 1, 4)).toBe(2);
  });
});

describe('utf8Text', () => {
  it('is the text, or a Failure naming the place', () => {
    expect(utf8Text(Buffer.from('é😀'), 'a.proto:1')).toBe('é😀');
    expect(() => utf8Text(Buffer.of(0x61, 0xff), 'a.proto:7')).toThrow(
      expect.objectContaining({ code: 'config', message: 'a.proto:7: "a\ufffd" is not UTF-8, which a string must be' }),
    );
  });
});

describe('fileText', () => {
  it('leaves out a byte order mark', () => {
    expect(fileText(Buffer.from('\ufeffa\ufeff'))).toBe('a\ufeff');
  });

  it('loses no byte: textBytes gives back any file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (sample) => {
        const bytes = Buffer.concat([Buffer.from('x'), sample]);
        expect(textBytes(fileText(bytes))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
    const mixed = Buffer.from([0xf0, 0x9f, 0x98, 0x80, 0x80, 0xff, 0xe2, 0x98, 0x61]);
    expect(textBytes(fileText(mixed))).toEqual(mixed);
  });
});
