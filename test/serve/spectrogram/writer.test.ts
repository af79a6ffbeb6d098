import { describe, expect, it } from 'vitest';
import { writeDouble, writeFixed32, writeVarint, varintSize } from '../../../src/serve/spectrogram/writer.ts';

function varint(value: number): number[] {
  const out = Buffer.alloc(12);
  const end = writeVarint(out, 1, value);
  expect(end - 1).toBe(varintSize(value));
  return [...out.subarray(1, end)];
}

describe('writeVarint', () => {
  it.each([
    [0, [0]],
    [1, [1]],
    [127, [0x7f]],
    [128, [0x80, 1]],
    [300, [0xac, 2]],
    [2 ** 32, [0x80, 0x80, 0x80, 0x80, 0x10]],
    [2 ** 53 - 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    [-1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]],
  ])('writes %d', (value, bytes) => {
    expect(varint(value)).toEqual(bytes);
  });
});

describe('writeDouble and writeFixed32', () => {
  it('write a tag and the little-endian value and return the place after it', () => {
    const out = Buffer.alloc(14);
    expect(writeDouble(out, 0, 0x11, -1.5)).toBe(9);
    expect(writeFixed32(out, 9, 0x15, 0.25)).toBe(14);
    expect([out[0], out.readDoubleLE(1), out[9], out.readFloatLE(10)]).toEqual([0x11, -1.5, 0x15, 0.25]);
  });
});
