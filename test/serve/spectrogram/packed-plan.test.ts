import { describe, expect, it } from 'vitest';
import { packFrame } from '../../../src/serve/spectrogram/packed-plan.ts';
import type { FramePlan, RowPlan } from '../../../src/serve/spectrogram/plan.ts';
import { floatsOf, packedOf } from '../../support/serve-packed.ts';
import { framesOf, numbers, START, valuesOf } from '../../support/serve-frames.ts';

const shape = { firstChannel: 1, lastChannel: 3, points: 6, jobId: 7 };

function row(start: number, sizes: readonly number[]): RowPlan {
  const sensors = sizes.map((size, i) => ({ id: 5 + i, values: new Float32Array(size) }));
  return { canvas: 'c', start, end: start + 1, sensors };
}

function frame(rows: RowPlan[], number: number | null = 4): FramePlan {
  return { rows, max: 2, min: 1, number, sentAt: null };
}

describe('packFrame', () => {
  it('takes channels, times, shape and row numbers from the rows', () => {
    expect(packFrame(frame([row(10, [2, 2]), row(20, [2, 2])]), shape)).toMatchObject({
      startChannel: 5,
      endChannel: 6,
      timestamps: [10, 20],
      rowIndex: [4, 5],
      shapeX: 4,
      shapeY: 2,
      max: 2,
      min: 1,
      jobId: 7,
      missingBytes: 0,
    });
  });

  it('claims the longest row where rows differ', () => {
    expect(packFrame(frame([row(10, [2]), row(20, [2, 2])]), shape).shapeX).toBe(4);
  });

  it('has a shape and channels without rows, and no row numbers where there are none', () => {
    expect(packFrame(frame([]), shape)).toMatchObject({ startChannel: 1, endChannel: 3, shapeX: 6, shapeY: 0 });
    expect(packFrame(frame([row(10, [2])], null), shape).rowIndex).toEqual([]);
  });
});

describe('a job in the packed layout', () => {
  it('carries the same picture and times as the nested one', () => {
    const nested = framesOf('', { rows: 2 });
    const packed = packedOf('', { rows: 2 }, 12);
    expect(packed.map(floatsOf)).toEqual(nested.map(valuesOf));
    expect(packed.map(({ timestamps }) => timestamps)).toEqual(
      nested.map(({ rows }) => rows.map(({ start }) => start)),
    );
    expect(packed.map(({ max, min }) => [max, min])).toEqual(nested.map(({ max, min }) => [max, min]));
    expect(packed[0]).toMatchObject({
      channels: [1, 6],
      shape: [54, 2],
      z: undefined,
      jobId: undefined,
      unknown: false,
    });
  });

  it('numbers rows through the stream', () => {
    expect(packedOf('', { rows: 3 }, 3).flatMap(({ rowIndex }) => rowIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(packedOf('', { quirks: 'no-frame-number' }, 1)[0]?.rowIndex).toEqual([]);
  });

  it('takes its job_id from the option; 0 leaves it out', () => {
    expect(packedOf('', { jobNumber: 12 }, 1)[0]?.jobId).toBe(12);
    expect(packedOf('', { jobNumber: 0 }, 1)[0]?.jobId).toBeUndefined();
  });

  it('goes on in step after a message that does not decode', () => {
    const frames = packedOf('field-zero@3', {}, 3);
    expect(frames).toHaveLength(3);
    const rest = packedOf('drop-frame@0', {}, 4);
    expect(rest.map(({ rowIndex }) => rowIndex[0])).toEqual([1, 2, 3]);
    expect(rest[0]?.timestamps[0]).toBe(START + 50);
    expect(numbers(framesOf('drop-frame@0', {}, 2))).toEqual([2]);
  });

  it('may leave its extremes out, carry running ones, unpacked lists and unknown fields', () => {
    expect(packedOf('', { quirks: 'no-extremes' }, 1)[0]).toMatchObject({ max: 0, min: 0 });
    const odd = packedOf('', { quirks: 'unpacked,unknown-fields,running-extremes' }, 4);
    expect(odd.map(floatsOf)).toEqual(packedOf('', {}, 4).map(floatsOf));
    expect(odd[3]?.unknown).toBe(true);
    expect(odd[3]?.max).toBe(Math.max(...odd.flatMap(floatsOf)));
  });
});
