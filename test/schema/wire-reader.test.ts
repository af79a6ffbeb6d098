import { BinaryWriter } from '@bufbuild/protobuf/wire';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldLabel, WireReader } from '../../src/schema/wire-reader.ts';

function opened(bytes: Uint8Array, offset = 0): WireReader {
  const reader = new WireReader();
  reader.open(bytes, offset, bytes.length - offset);
  return reader;
}

describe('WireReader', () => {
  it('reads every 64-bit varint as it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const bytes = new BinaryWriter().uint64(value).finish();
        const reader = opened(bytes);
        expect(reader.varint(bytes.length)).toBe(true);
        expect((BigInt(reader.high >>> 0) << 32n) | BigInt(reader.low >>> 0)).toBe(value);
        expect(reader.position).toBe(bytes.length);
      }),
    );
  });

  it('tells places from the beginning of the message, not of the bytes', () => {
    const reader = opened(Uint8Array.of(9, 9, 9, 0x08, 0x80), 3);
    expect(reader.tag(5)).toBe(0x08);
    expect(reader.varint(5)).toBe(false);
    expect(reader.fault).toEqual({
      kind: 'truncated',
      offset: 1,
      message: 'a varint runs past the end of the message',
    });
  });

  it('keeps the first fault', () => {
    const reader = opened(Uint8Array.of(0x00, 0x00));
    expect(reader.tag(2)).toBe(0);
    expect(reader.fail('other', 1, 'later')).toBe(false);
    expect(reader.fault?.kind).toBe('field-number');
  });

  it('counts the bytes a length has too many', () => {
    const one = opened(Uint8Array.of(2, 0));
    expect(one.length(2, 7, 'name')).toBe(-1);
    expect(one.fault?.message).toBe('field 7 (name) runs 1 byte past the end of the message');
    const nested = opened(Uint8Array.of(3, 0, 0, 0));
    expect(nested.length(2, 7)).toBe(-1);
    expect(nested.fault).toEqual({ kind: 'length', offset: 0, message: 'field 7 runs 2 bytes past its parent' });
  });

  it('skips the value of every wire type', () => {
    const bytes = Uint8Array.of(0x08, 1, 0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x0a, 1, 0, 0x0b, 0x0c, 0x0d, 0, 0, 0, 0);
    const reader = opened(bytes);
    while (reader.position < bytes.length) expect(reader.skip(reader.tag(bytes.length), bytes.length, 1)).toBe(true);
    expect(reader.position).toBe(bytes.length);
    expect(reader.fault).toBeNull();
  });
});

describe('fieldLabel', () => {
  it('names a field as far as it is known', () => {
    expect([fieldLabel(2, 'sensors'), fieldLabel(2)]).toEqual(['field 2 (sensors)', 'field 2']);
  });
});
