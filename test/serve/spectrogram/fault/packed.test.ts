import { describe, expect, it } from 'vitest';
import { createJob } from '../../../../src/serve/spectrogram/job.ts';
import { FAULTS } from '../../../../src/serve/spectrogram/fault/table.ts';
import { DATASTREAM_ONLY, exampleOf } from '../../../support/serve-faults.ts';
import { floatsOf, packedOf } from '../../../support/serve-packed.ts';
import type { DecodedPacked } from '../../../support/serve-packed.ts';
import { makeFrames, START } from '../../../support/serve-frames.ts';

const plain = packedOf('', { rows: 2 });

/** Frame 3 of a job with the fault; the frames before it are as without. */
function struck(script: string): DecodedPacked {
  const frames = packedOf(script, { rows: 2 });
  expect(frames.slice(0, 3)).toEqual(plain.slice(0, 3));
  return frames[3]!;
}

describe('a fault of the packed layout', () => {
  it('shape-zero: the shape has no points, the values are there', () => {
    expect(struck('shape-zero@3')).toEqual({ ...plain[3], shape: [0, 2] });
  });

  it('short-data: 4 bytes are missing, or as many as said', () => {
    expect(struck('short-data@3')).toMatchObject({ shape: [54, 2], data: plain[3]!.data.subarray(0, -4) });
    expect(struck('short-data@3:7').data.length).toBe(54 * 2 * 4 - 7);
  });

  it('timestamps-missing, row-index-missing: one fewer than rows', () => {
    expect(struck('timestamps-missing@3')).toEqual({ ...plain[3], timestamps: [START + 150] });
    expect(struck('row-index-missing@3')).toEqual({ ...plain[3], rowIndex: [6] });
  });

  it('channels-reversed: the last channel comes first, even where there is one alone', () => {
    expect(struck('channels-reversed@3').channels).toEqual([6, 1]);
    expect(packedOf('channels-reversed@0', { sensors: 1 }, 1)[0]?.channels).toEqual([2, 1]);
  });

  it('wrong-channels: those of another job, from then on', () => {
    expect(struck('wrong-channels@3').channels).toEqual([1001, 1006]);
    for (const { channels } of packedOf('wrong-channels:by=6')) expect(channels).toEqual([7, 12]);
  });

  it('channel-count: one more than the row has values of, or as many as said', () => {
    expect(struck('channel-count@3')).toEqual({ ...plain[3], channels: [1, 7] });
    expect(struck('channel-count@3:4').channels).toEqual([1, 10]);
  });

  it('wrong-job-id: another, from then on', () => {
    expect(packedOf('wrong-job-id', { jobNumber: 12 }, 2).map(({ jobId }) => jobId)).toEqual([13, 13]);
    expect(packedOf('wrong-job-id:by=30', {}, 1)[0]?.jobId).toBe(30);
  });

  it('element-mismatch: the header lies apart from all values and spans something', () => {
    for (const frame of packedOf('element-mismatch')) {
      expect(frame.min).toBeGreaterThan(Math.max(...floatsOf(frame)));
      expect(frame.max).toBeGreaterThan(frame.min);
      expect(Number.isInteger(frame.max)).toBe(false);
    }
  });

  it('row-year: the row starts in 2150', () => {
    expect(struck('row-year@3').timestamps.map((ms) => new Date(ms).getUTCFullYear())).toEqual([2150, 2150]);
  });

  it('skip-number and repeat-number bend the row indices', () => {
    expect(packedOf('skip-number@2', {}, 4).map(({ rowIndex }) => rowIndex)).toEqual([[0], [1], [3], [4]]);
    expect(packedOf('repeat-number@2', {}, 4).map(({ rowIndex }) => rowIndex)).toEqual([[0], [1], [1], [2]]);
  });

  it('header-swap, header-nan and header-loose are in the header of this layout', () => {
    const { max, min } = plain[3]!;
    expect(struck('header-swap@3')).toMatchObject({ max: min, min: max });
    expect(struck('header-nan@3').max).toBeNaN();
    const loose = struck('header-loose@3');
    expect(loose.max - loose.min).toBeGreaterThan(900 * (max - min));
  });

  it('no-rows, empty-row, drop-sensor and drop-bin change shape or length', () => {
    expect(struck('no-rows@3')).toMatchObject({ shape: [54, 0], timestamps: [], chunks: [] });
    expect(struck('empty-row@3')).toMatchObject({ shape: [54, 2], channels: [1, 6] });
    expect(struck('empty-row@3').data.length).toBe(54 * 4);
    expect(struck('drop-sensor@3')).toMatchObject({ shape: [45, 2], channels: [1, 6] });
    expect(packedOf('drop-bin@0', {}, 1)[0]?.shape).toEqual([53, 1]);
  });

  it.each(['truncated-field', 'bad-wire-type', 'field-zero', 'long-varint'])('%s does not decode', (name) => {
    const { bytes } = makeFrames({ layout: 'pandadatastream', faults: `${name}@3` }, 5);
    expect(bytes.filter((_, i) => i !== 3)).toHaveLength(4);
    expect(() => packedOf(`${name}@3`, {}, 4)).toThrow();
  });
});

describe('the layouts', () => {
  it('refuse the faults that mean nothing in them', () => {
    const refusing = (layout: 'datastream' | 'pandadatastream'): string[] =>
      FAULTS.filter((fault) => {
        try {
          createJob('j', { layout, faults: exampleOf(fault) });
          return false;
        } catch {
          return true;
        }
      }).map(({ name }) => name);
    expect(refusing('pandadatastream')).toEqual(DATASTREAM_ONLY);
    expect(refusing('datastream')).toEqual([
      'shape-zero',
      'short-data',
      'timestamps-missing',
      'row-index-missing',
      'channels-reversed',
      'channel-count',
      'wrong-job-id',
      'element-mismatch',
    ]);
  });

  it('change the frames with every other fault that is not an ending', () => {
    const faults = FAULTS.filter(({ only, timing, values, frame, bytes, packed, name }) => {
      const known = timing ?? values ?? frame ?? bytes ?? packed;
      return only !== 'datastream' && known && !['stall', 'slow'].includes(name);
    });
    const without = makeFrames({ layout: 'pandadatastream', rows: 2 }, 20).bytes;
    const unchanged = faults.filter((fault) => {
      const script = exampleOf(fault);
      const { bytes } = makeFrames({ layout: 'pandadatastream', rows: 2, faults: script }, 20);
      return JSON.stringify(bytes) === JSON.stringify(without);
    });
    expect(unchanged.map(({ name }) => name)).toEqual([]);
    expect(faults.length).toBeGreaterThan(35);
  });
});
