import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../src/serve/spectrogram/encode.ts';
import type { FramePlan } from '../../../src/serve/spectrogram/plan.ts';
import { decodeFrame } from '../../support/serve-proto.ts';

const whole = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
const frames: fc.Arbitrary<FramePlan> = fc.record({
  rows: fc.array(
    fc.record({
      canvas: fc.string({ unit: 'grapheme', maxLength: 40 }),
      start: whole,
      end: whole,
      sensors: fc.array(
        fc.record({
          id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
          values: fc.float32Array({ maxLength: 40 }).map((values) => values.map((value) => value + 0)),
        }),
        { maxLength: 5 },
      ),
    }),
    { maxLength: 4 },
  ),
  max: fc.option(fc.double({ noNaN: false })),
  min: fc.option(fc.double()),
  number: fc.option(whole),
  sentAt: fc.option(whole),
});

describe('encodeFrame', () => {
  it.each([{}, { unpacked: true }, { unknownFields: true }, { unpacked: true, unknownFields: true }])(
    'writes what @bufbuild/protobuf reads, with %j',
    (options) => {
      fc.assert(
        fc.property(frames, (frame) => {
          const decoded = decodeFrame(encodeFrame(frame, options));
          expect(decoded).toEqual({
            rows: frame.rows.map((row) => ({
              ...row,
              sensors: row.sensors.map(({ id, values }) => ({ id, values: [...values] })),
            })),
            max: (frame.max ?? 0) + 0,
            min: (frame.min ?? 0) + 0,
            number: frame.number ?? 0,
            sentAt: frame.sentAt ?? 0,
            unknown: options.unknownFields === true,
          });
        }),
        { numRuns: 200 },
      );
    },
  );

  it('makes 4.6 MB of 2222 sensors of 513 bins', () => {
    const values = new Float32Array(513).fill(-50);
    const sensors = Array.from({ length: 2222 }, (_, id) => ({ id: id + 1, values }));
    const rows = [{ canvas: 'c', start: 1_800_000_000_000, end: 1_800_000_000_050, sensors }];
    const bytes = encodeFrame({ rows, max: -50, min: -50, number: 1, sentAt: 1_800_000_000_050 });
    expect(bytes.length).toBeGreaterThan(2222 * 513 * 4);
    expect(bytes.length).toBeLessThan(2222 * (513 * 4 + 11));
    expect(decodeFrame(bytes).rows[0]?.sensors.at(-1)).toEqual({ id: 2222, values: [...values] });
  });
});
