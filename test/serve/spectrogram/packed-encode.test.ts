import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePacked } from '../../../src/serve/spectrogram/packed-encode.ts';
import type { PackedPlan } from '../../../src/serve/spectrogram/packed-plan.ts';
import { decodePacked, floatsOf } from '../../support/serve-packed.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const values = fc.float32Array({ maxLength: 40 }).map((array) => array.map((value) => value + 0));
const plans: fc.Arbitrary<PackedPlan> = fc.record({
  startChannel: int32,
  endChannel: int32,
  timestamps: fc.array(fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }), { maxLength: 5 }),
  rowIndex: fc.array(int32, { maxLength: 5 }),
  shapeX: int32,
  shapeY: int32,
  max: fc.option(fc.float()),
  min: fc.option(fc.float()),
  values: fc.array(values, { maxLength: 5 }),
  missingBytes: fc.constant(0),
  jobId: fc.option(int32),
});

const plain = { element: 'float32', chunks: 1 } as const;
const plan: PackedPlan = {
  startChannel: 1,
  endChannel: 2,
  timestamps: [0, 50],
  rowIndex: [0, 1],
  shapeX: 6,
  shapeY: 2,
  max: 5,
  min: 0,
  values: [Float32Array.of(0, 1, 2), Float32Array.of(3, 4, 5), Float32Array.of(6, 7, 8), Float32Array.of(9, 10, 11)],
  missingBytes: 0,
  jobId: 70_788,
};

describe('encodePacked', () => {
  it.each([plain, { ...plain, unpacked: true, unknownFields: true }, { ...plain, chunks: 3 }])(
    'writes what @bufbuild/protobuf reads, with %j',
    (options) => {
      fc.assert(
        fc.property(plans, (one) => {
          const decoded = decodePacked(encodePacked(one, options));
          expect(decoded).toMatchObject({
            channels: [one.startChannel, one.endChannel],
            timestamps: one.timestamps,
            rowIndex: one.rowIndex,
            shape: [one.shapeX, one.shapeY],
            z: undefined,
            max: (one.max ?? 0) + 0,
            min: (one.min ?? 0) + 0,
            jobId: one.jobId === null || one.jobId === 0 ? undefined : one.jobId,
            unknown: 'unknownFields' in options,
          });
          expect(floatsOf(decoded)).toEqual(one.values.flatMap((array) => [...array]));
        }),
        { numRuns: 150 },
      );
    },
  );

  it('keeps zeros inside lists', () => {
    expect(decodePacked(encodePacked(plan, plain))).toMatchObject({ timestamps: [0, 50], rowIndex: [0, 1] });
    expect(decodePacked(encodePacked(plan, { ...plain, unpacked: true })).timestamps).toEqual([0, 50]);
  });

  it.each([
    [1, [48]],
    [2, [24, 24]],
    [5, [12, 12, 12, 12]],
    [100, Array(12).fill(4)],
  ])('splits the values over at most %d fields, each whole elements', (chunks, lengths) => {
    const decoded = decodePacked(encodePacked(plan, { element: 'float32', chunks }));
    expect(decoded.chunks.map(({ length }) => length)).toEqual(lengths);
    expect(floatsOf(decoded)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it.each([
    ['float64', (data: Buffer) => data.readDoubleLE(8 * 11), 96],
    ['uint8', (data: Buffer) => data.readUInt8(11), 12],
    ['int16', (data: Buffer) => data.readInt16LE(2 * 11), 24],
    ['uint16', (data: Buffer) => data.readUInt16LE(2 * 11), 24],
    ['int32', (data: Buffer) => data.readInt32LE(4 * 11), 48],
  ] as const)('writes elements of %s, little-endian', (element, last, bytes) => {
    const { data } = decodePacked(encodePacked(plan, { element, chunks: 1 }));
    expect(data.length).toBe(bytes);
    expect(last(data)).toBe(11);
  });

  it('leaves the missing bytes out at the end', () => {
    const { data } = decodePacked(encodePacked({ ...plan, missingBytes: 5 }, plain));
    expect(data.length).toBe(43);
    expect(decodePacked(encodePacked({ ...plan, missingBytes: 99 }, plain)).chunks).toEqual([]);
  });
});
