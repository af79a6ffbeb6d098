import { describe, expect, it } from 'vitest';
import type { DecodedFrame, DecodedRow } from '../../../support/serve-proto.ts';
import { framesOf, numbers, starts } from '../../../support/serve-frames.ts';

const plain = framesOf('');

function struck(script: string): DecodedFrame {
  const frames = framesOf(script);
  expect(frames.filter((_, i) => i !== 3)).toEqual(plain.filter((_, i) => i !== 3));
  return frames[3]!;
}

const row = (frame: DecodedFrame): DecodedRow => frame.rows[0]!;
const ids = (frame: DecodedFrame): number[] => row(frame).sensors.map(({ id }) => id);

describe('a fault of the structure', () => {
  it('no-rows: the frame has none, and none is missing after it', () => {
    const frames = framesOf('no-rows@3');
    expect(frames[3]?.rows).toEqual([]);
    expect(numbers(frames)).toEqual(numbers(plain));
    expect(starts(frames)).toEqual(starts(plain).slice(0, -1));
  });

  it('empty-row: a row without sensors, on cadence', () => {
    expect(row(struck('empty-row@3'))).toMatchObject({ sensors: [], start: row(plain[3]!).start });
  });

  it('empty-sensor: a sensor without values, the middle one or the one named', () => {
    expect(row(struck('empty-sensor@3')).sensors.map(({ values }) => values.length)).toEqual([9, 9, 9, 0, 9, 9]);
    expect(row(struck('empty-sensor@3:2')).sensors.map(({ values }) => values.length)).toEqual([9, 0, 9, 9, 9, 9]);
  });

  it('row-reversed: the end lies before the start, the start on cadence', () => {
    const { start, end } = row(struck('row-reversed@3'));
    expect(start).toBe(row(plain[3]!).start);
    expect(end).toBe(start - 50);
  });

  it('row-year: the row ends in 2150, the start on cadence', () => {
    const { start, end } = row(struck('row-year@3'));
    expect(start).toBe(row(plain[3]!).start);
    expect(new Date(end).getUTCFullYear()).toBe(2150);
  });

  it('duplicate-id: two sensors have one id', () => {
    expect(ids(struck('duplicate-id@3'))).toEqual([1, 1, 3, 4, 5, 6]);
  });

  it("shuffle-ids: the same sensors, two of them in each other's place", () => {
    const frame = struck('shuffle-ids@3');
    expect(ids(frame)).toEqual([1, 2, 3, 5, 4, 6]);
    expect(row(frame).sensors.toSorted((a, b) => a.id - b.id)).toEqual(row(plain[3]!).sensors);
    expect(ids(struck('shuffle-ids@3:6'))).toEqual([1, 2, 3, 4, 6, 5]);
    expect(framesOf('shuffle-ids@3', { sensors: 1 })).toEqual(framesOf('', { sensors: 1 }));
  });

  it('header-nan and header-swap spoil the header alone', () => {
    const { max, min } = plain[3]!;
    expect(struck('header-nan@3')).toEqual({ ...plain[3]!, max: Number.NaN });
    expect(struck('header-swap@3')).toEqual({ ...plain[3]!, max: min, min: max });
  });
});
