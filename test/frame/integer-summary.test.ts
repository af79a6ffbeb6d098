import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel } from '../../src/frame/kernel.ts';
import { Sensors } from '../../src/frame/tables.ts';
import { elements } from '../support/frame-packed.ts';

const LIMITS = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
} as const;

describe.each(['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32'] as const)('the summary of %s', (element) => {
  const [min, max] = LIMITS[element];
  const value = fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, 0, 1, min + 1, max - 1));
  const list = fc.array(value, { maxLength: 13, size: 'max' });

  const reader = createKernel('float64').reading(element);
  const into = new Sensors();

  /** Values at any byte, between bytes that are not theirs. */
  function summary(values: readonly number[], offset = 0, poison = 0) {
    const bytes = elements(element, values);
    const size = offset + bytes.length + 9;
    const memory = new Uint8Array(reader.reserve(size)).fill(poison, 0, size);
    memory.set(bytes, offset);
    reader.summarize(offset, values.length, into, 1);
    expect(values.map((_, i) => reader.value(offset + i * reader.width))).toEqual(values);
    expect(into.nonFinite[1]).toBe(0);
    return { min: into.min[1], max: into.max[1], hash: `${into.hashHigh[1]}:${into.hashLow[1]}` };
  }

  it('has the extremes', () => {
    fc.assert(
      fc.property(list, fc.nat(7), (values, offset) => {
        const found = summary(values, offset, 0xff);
        expect([found.min, found.max]).toEqual([Math.min(...values), Math.max(...values)]);
      }),
      { numRuns: 500 },
    );
  });

  it('hashes content, not place, and different content differently', () => {
    const hashes = new Map<string, string>();
    fc.assert(
      fc.property(list, fc.nat(7), (values, offset) => {
        const { hash } = summary(values);
        expect(summary(values, offset, 0x5a).hash).toBe(hash);
        expect(hashes.get(hash) ?? values.join()).toBe(values.join());
        hashes.set(hash, values.join());
      }),
      { numRuns: 1000 },
    );
    const near = [
      [],
      [0],
      [0, 0],
      [0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [1, 0],
      [0, 1],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
    ];
    expect(new Set(near.map((values) => summary(values).hash)).size).toBe(near.length);
  });
});
