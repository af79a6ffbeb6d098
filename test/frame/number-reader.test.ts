import { ScalarType } from '@bufbuild/protobuf';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { fixedNumber, isWide, varintNumber } from '../../src/frame/number-reader.ts';
import type { FieldEntry } from '../../src/schema/message-table.ts';
import { WireReader } from '../../src/schema/wire-reader.ts';

function entry(scalar: ScalarType): FieldEntry {
  return { number: 1, name: 'f', wireType: 0, packable: false, utf8: false, child: null, scalar, action: 0 };
}

function varint(scalar: ScalarType, bytes: Uint8Array): number {
  const reader = new WireReader();
  reader.open(bytes, 0, bytes.length);
  expect(reader.varint(bytes.length)).toBe(true);
  return varintNumber(reader, entry(scalar));
}

function fixed(scalar: ScalarType, bytes: Uint8Array): number {
  return fixedNumber(new DataView(bytes.buffer, bytes.byteOffset), 0, entry(scalar));
}

const write = (): BinaryWriter => new BinaryWriter();
const LARGE = 2 ** 62;

describe('varintNumber', () => {
  it.each([-(2 ** 31), -1, 0, 1, 2 ** 31 - 1])('reads %d as int32, sint32, int64 and sint64', (value) => {
    expect(varint(ScalarType.INT32, write().int32(value).finish())).toBe(value);
    expect(varint(ScalarType.SINT32, write().sint32(value).finish())).toBe(value);
    expect(varint(ScalarType.INT64, write().int64(value).finish())).toBe(value);
    expect(varint(ScalarType.SINT64, write().sint64(value).finish())).toBe(value);
  });

  it.each([-LARGE, -(2 ** 53), -(2 ** 32) - 1, 2 ** 32, 2 ** 53 - 1, LARGE])(
    'reads %d as int64 and sint64',
    (value) => {
      expect(varint(ScalarType.INT64, write().int64(BigInt(value)).finish())).toBe(value);
      expect(varint(ScalarType.SINT64, write().sint64(BigInt(value)).finish())).toBe(value);
    },
  );

  it('reads unsigned numbers as such', () => {
    expect(varint(ScalarType.UINT32, write().uint32(4_294_967_295).finish())).toBe(4_294_967_295);
    expect(
      varint(
        ScalarType.UINT64,
        write()
          .uint64(2n ** 63n)
          .finish(),
      ),
    ).toBe(2 ** 63);
  });
});

describe('fixedNumber', () => {
  it('reads every fixed-width type', () => {
    expect(fixed(ScalarType.DOUBLE, write().double(-0.1).finish())).toBe(-0.1);
    expect(fixed(ScalarType.FLOAT, write().float(0.5).finish())).toBe(0.5);
    expect(fixed(ScalarType.FIXED32, write().fixed32(4_294_967_295).finish())).toBe(4_294_967_295);
    expect(fixed(ScalarType.SFIXED32, write().sfixed32(-2).finish())).toBe(-2);
    expect(
      fixed(
        ScalarType.FIXED64,
        write()
          .fixed64(2n ** 63n)
          .finish(),
      ),
    ).toBe(2 ** 63);
    expect(fixed(ScalarType.SFIXED64, write().sfixed64(-LARGE).finish())).toBe(-LARGE);
  });
});

describe('isWide', () => {
  it('tells 64-bit integers from others', () => {
    const wide = [ScalarType.INT64, ScalarType.UINT64, ScalarType.SINT64, ScalarType.FIXED64, ScalarType.SFIXED64];
    expect(wide.every((scalar) => isWide(entry(scalar)))).toBe(true);
    expect([ScalarType.INT32, ScalarType.FIXED32].some((scalar) => isWide(entry(scalar)))).toBe(false);
  });
});
