import { fromBinary, type DescMessage, type JsonValue } from '@bufbuild/protobuf';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../src/schema/codec.ts';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { createVerifier } from '../../src/schema/verifier.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;
const registry = createRegistry(compileProtos([`${PROTOS}everything.proto`], { importPaths: [PROTOS] }));
const everything = message('test.everything.Everything');
const legacy = message('test.everything.Legacy');

function message(name: string): DescMessage {
  const desc = registry.getMessage(name);
  if (desc === undefined) throw new Error(name);
  return desc;
}

const FULL: JsonValue = {
  aDouble: 1.5,
  anInt32: -7,
  anInt64: '-9007199254740993',
  aUint64: '18446744073709551615',
  aSint32: -5,
  aFixed32: 4,
  aSfixed64: '-8',
  aBool: true,
  text: 'größe ☃ 𝄞',
  someBytes: '//79',
  kind: 'KIND_MINUS',
  inner: { Kind: 'KIND_ONE', deep: { up: { anInt32: 1 } } },
  inners: [{}, { deep: {} }],
  counts: { a: '1', ü: '2' },
  innerById: { '-1': {}, '7': { deep: {} } },
  loose: [1, -1, 300],
  tight: [1, 2, 3],
  maybe: 0,
  word: 'w',
  number: 3,
  at: '2024-01-01T00:00:00Z',
  legacy: { needed: 1, result: [{ url: 'x', colour: 'BLUE' }, {}], packedInts: [1, 2, 300] },
};

describe('createVerifier', () => {
  const verifier = createVerifier(everything);
  const full = encodeJson(everything, FULL);

  it('takes what an encoder makes of every type', () => {
    expect(verifier.verify(full)).toBeNull();
    expect(verifier.verify(new Uint8Array(0))).toBeNull();
  });

  it('says of any bytes nothing the reference runtime contradicts', () => {
    const edits = fc.array(fc.tuple(fc.nat(full.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 3 });
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(edits, fc.nat(full.length), (changes, length) => {
        const bytes = full.slice();
        for (const [place, value] of changes) bytes[place] = value;
        const cut = length % 4 === 0 ? bytes.slice(0, length) : bytes;
        const fault = verifier.verify(cut);
        if (fault === null) {
          taken += 1;
          expect(() => fromBinary(everything, cut)).not.toThrow();
        } else {
          refused += 1;
          expect(fault.offset).toBeGreaterThanOrEqual(0);
          expect(fault.offset).toBeLessThanOrEqual(cut.length);
        }
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  it('judges every truncation without looking past it', () => {
    const poisoned = new Uint8Array(full.length + 32);
    for (let length = 0; length < full.length; length += 1) {
      const found = [0x00, 0xff, 0x0a].map((poison) => {
        poisoned.fill(poison);
        poisoned.set(full.subarray(0, length), 16);
        return verifier.verify(poisoned, 16, length);
      });
      expect(found[1]).toEqual(found[0]);
      expect(found[2]).toEqual(found[0]);
    }
  });

  it.each([
    ['field number 0', [0x00], 'field-number', 0],
    ['a field number of 2^29', [0x80, 0x80, 0x80, 0x80, 0x10, 0], 'field-number', 0],
    ['a tag of six bytes', [0x88, 0x80, 0x80, 0x80, 0x80, 0x00, 0], 'field-number', 0],
    ['a wire type that does not exist', [0x0f], 'wire-type', 0],
    ['an unknown field with wire type 6', [0xfe, 0x07], 'wire-type', 0],
    ['an int32 with 8 bytes', [0x19, 0, 0, 0, 0, 0, 0, 0, 0], 'wire-type', 0],
    ['a packed singular', [0x1a, 1, 1], 'wire-type', 0],
    ['a varint over 10 bytes', [0x18, ...Array.from({ length: 10 }, () => 0xff), 1], 'varint', 1],
    ['a varint cut short', [0x18, 0x80], 'truncated', 1],
    ['an 8-byte value cut short', [0x09, 1, 2, 3], 'truncated', 1],
    ['a length past the end', [0x72, 5, 0x61], 'truncated', 1],
    ['a length above 2^32', [0x72, 0x80, 0x80, 0x80, 0x80, 0x80, 1], 'truncated', 1],
    ['a nested length past its parent', [0x8a, 1, 4, 0x12, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'length', 4],
    ['a nested varint past its parent', [0x8a, 1, 2, 0x08, 0x80, 1], 'length', 4],
    ['bytes that are not UTF-8 in a string', [0x72, 2, 0x61, 0xff], 'utf8', 3],
    ['bytes that are not UTF-8 in a map key', [0x9a, 1, 3, 0x0a, 1, 0xff], 'utf8', 5],
    ['a map value of a foreign type', [0x9a, 1, 2, 0x12, 0], 'wire-type', 3],
    ['a packed float of 5 bytes', [0xb2, 1, 5, 0, 0, 0, 0, 0], 'length', 0],
    ['a packed varint past its length', [0xaa, 1, 1, 0x80, 1], 'length', 3],
    ['a group that does not end', [0xfb, 7, 0xf8, 7, 1], 'group', 0],
    ['a group that ends as another', [0xfb, 7, 0xf4, 7], 'group', 2],
    ['the end of an unknown group', [0xfc, 7], 'group', 0],
    ['the end of a known field', [0x1c], 'group', 0],
  ])('refuses %s', (_, bytes, kind, offset) => {
    expect(verifier.verify(Uint8Array.from(bytes))).toMatchObject({ kind, offset });
  });

  it.each([
    [
      'unknown fields of every wire type',
      [0xf8, 7, 1, 0xf9, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0xfa, 7, 1, 0xff, 0xfd, 7, 0, 0, 0, 0],
    ],
    ['an unknown group with groups inside', [0xfb, 7, 0x0b, 0x08, 1, 0x0c, 0xfc, 7]],
    ['an unpacked float', [0xb5, 1, 0, 0, 0x80, 0x3f]],
    ['a packed list of unpacked ints', [0xaa, 1, 2, 1, 2]],
    ['bytes that are not UTF-8 in a bytes field', [0x7a, 1, 0xff]],
    ['a varint longer than it must be', [0x18, 0x81, 0x80, 0x00]],
    ['a ten-byte varint', [0x18, ...Array.from({ length: 9 }, () => 0xff), 1]],
  ])('takes %s', (_, bytes) => {
    expect(verifier.verify(Uint8Array.from(bytes))).toBeNull();
    expect(() => fromBinary(everything, Uint8Array.from(bytes))).not.toThrow();
  });

  it('takes groups of proto2, matched, and strings there without UTF-8', () => {
    const old = createVerifier(legacy);
    expect(old.verify(encodeJson(legacy, { needed: 1, result: [{ url: 'x' }] }))).toBeNull();
    expect(old.verify(Uint8Array.of(0x3a, 1, 0xff))).toBeNull();
    expect(old.verify(Uint8Array.of(0x53, 0x0a, 1, 0x61, 0x98, 6, 1, 0x54))).toBeNull();
    expect(old.verify(Uint8Array.of(0x53, 0x0a, 1, 0x61))).toMatchObject({ kind: 'group', offset: 0 });
    expect(old.verify(Uint8Array.of(0x53, 0x5c))).toMatchObject({ kind: 'group', offset: 1 });
    expect(old.verify(Uint8Array.of(0x53, 0x00))).toMatchObject({ kind: 'field-number', offset: 1 });
    expect(old.verify(Uint8Array.of(0x53, 0x08, 1))).toMatchObject({ kind: 'wire-type', offset: 1 });
  });

  it('follows 99 levels inside a message and no further', () => {
    const nested = (levels: number): Uint8Array => {
      let bytes: number[] = [];
      // Everything.inner -> Inner.deep -> Deep.up -> Everything: three levels a turn, short lengths padded to two bytes.
      const tags = [[0x8a, 0x01], [0x12], [0x0a]];
      for (let level = levels; level > 0; level -= 1) {
        const tag = tags[(level - 1) % 3] ?? [];
        bytes = [...tag, (bytes.length & 0x7f) | 0x80, bytes.length >> 7, ...bytes];
      }
      return Uint8Array.from(bytes);
    };
    expect(verifier.verify(nested(99))).toBeNull();
    expect(verifier.verify(nested(100))).toMatchObject({ kind: 'group', message: 'nested deeper than 100 levels' });
    const groups = (count: number): Uint8Array => new Uint8Array(count).fill(0x0b, 0, count / 2).fill(0x0c, count / 2);
    expect(createVerifier(message('test.everything.Request')).verify(groups(198))).toBeNull();
    expect(createVerifier(message('test.everything.Request')).verify(groups(200))).toMatchObject({ kind: 'group' });
    const old = createVerifier(legacy);
    expect(old.verify(new Uint8Array(1000).fill(0x0b))).toMatchObject({ kind: 'wire-type' });
  });

  it('refuses a range outside the bytes', () => {
    expect(verifier.verify(new Uint8Array(4), 2, 3)).toMatchObject({ kind: 'truncated', offset: 0 });
    expect(verifier.verify(new Uint8Array(4), -1, 2)).not.toBeNull();
  });
});
