import { describe, expect, it } from 'vitest';
import type { DecodedFrame } from '../../../support/serve-proto.ts';
import { framesOf, numbers, starts, valuesOf } from '../../../support/serve-frames.ts';

const plain = framesOf('');

function struck(script: string): DecodedFrame {
  const frames = framesOf(script);
  expect(frames.filter((_, i) => i !== 3)).toEqual(plain.filter((_, i) => i !== 3));
  return frames[3]!;
}

/** Places at which a frame differs from the one without the fault, as sensor index * 9 + bin. */
function changed(frame: DecodedFrame): number[] {
  const before = valuesOf(plain[3]);
  return valuesOf(frame).flatMap((value, i) => (Object.is(value, before[i]) ? [] : [i]));
}

const span = ({ max, min }: DecodedFrame): number => max - min;

describe('a fault of the values', () => {
  it('nan and inf change one value and not the header', () => {
    for (const [script, value] of [
      ['nan@3', Number.NaN],
      ['inf@3', Infinity],
    ] as const) {
      const frame = struck(script);
      expect(changed(frame)).toEqual([3 * 9 + 4]);
      expect(valuesOf(frame)[31]).toBe(value);
      expect([frame.max, frame.min]).toEqual([plain[3]?.max, plain[3]?.min]);
    }
    expect(changed(struck('nan@3:sensor=6;bin=8'))).toEqual([53]);
  });

  it('spike is covered by the header', () => {
    const frame = struck('spike@3');
    expect(frame.max).toBe(1000);
    expect(Math.max(...valuesOf(frame))).toBe(1000);
    expect(struck('spike@3:value=-500').min).toBe(-500);
  });

  it('above-header and below-header lie half a dB outside the header', () => {
    const { max, min } = plain[3]!;
    const above = struck('above-header@3');
    const below = struck('below-header@3');
    expect([above.max, above.min, below.max, below.min]).toEqual([max, min, max, min]);
    expect(Math.max(...valuesOf(above))).toBeCloseTo(max + 0.5, 4);
    expect(Math.min(...valuesOf(below))).toBeCloseTo(min - 0.5, 4);
    const running = framesOf('above-header@3', { quirks: 'running-extremes' })[3]!;
    expect(Math.max(...valuesOf(running))).toBeCloseTo(running.max + 0.5, 4);
    const none = framesOf('below-header@3', { quirks: 'no-extremes' })[3]!;
    expect(Math.min(...valuesOf(none))).toBeCloseTo(min - 0.5, 4);
  });

  it('header-loose spans 1000 times the values from then on, and covers them', () => {
    for (const [i, frame] of framesOf('header-loose@3').entries()) {
      expect(valuesOf(frame)).toEqual(valuesOf(plain[i]));
      expect(span(frame) / span(plain[i]!)).toBeCloseTo(i < 3 ? 1 : 1000, 6);
      expect(frame.max).toBeGreaterThanOrEqual(plain[i]!.max);
      expect(frame.min).toBeLessThanOrEqual(plain[i]!.min);
    }
  });

  it('clip puts neighbours, 5 % and at least 3, exactly at the maximum of the frame', () => {
    const frame = struck('clip@3');
    const { max } = plain[3]!;
    expect(frame.max).toBe(max);
    expect(frame.rows[0]?.sensors[3]?.values.slice(0, 4).map((value) => value === max)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    const wide = framesOf('clip@3', { bins: 200 })[3]!;
    expect(wide.rows[0]?.sensors[3]?.values.filter((value) => value === wide.max).length).toBeGreaterThanOrEqual(10);
  });

  it('zero and constant make all values equal', () => {
    expect(new Set(valuesOf(struck('zero@3')))).toEqual(new Set([0]));
    expect(struck('constant@3')).toMatchObject({ max: -60, min: -60 });
    expect(new Set(valuesOf(struck('constant@3:-70')))).toEqual(new Set([-70]));
  });

  it('twin makes two neighbours equal, not constant', () => {
    const sensors = struck('twin@3').rows[0]?.sensors ?? [];
    expect(sensors[3]?.values).toEqual(sensors[2]?.values);
    expect(new Set(sensors[3]?.values).size).toBe(9);
    const first = struck('twin@3:sensor=1').rows[0]?.sensors ?? [];
    expect(first[0]?.values).toEqual(plain[3]?.rows[0]?.sensors[1]?.values);
  });

  it('dead makes one sensor constant from then on, in every row, within the header', () => {
    const frames = framesOf('dead@3..:sensor=2', { rows: 2 });
    for (const [i, frame] of frames.entries()) {
      const kinds = frame.rows.map((row) => row.sensors.map(({ values }) => new Set(values).size));
      const expected = [9, i < 3 ? 9 : 1, 9, 9, 9, 9];
      expect(kinds).toEqual([expected, expected]);
      expect(frame.min).toBe(Math.min(...valuesOf(frame)));
    }
  });

  it('freeze-picture repeats the values of the frame before, from then on, while the rest goes on', () => {
    const frames = framesOf('freeze-picture@3');
    for (const [i, frame] of frames.entries()) expect(valuesOf(frame)).toEqual(valuesOf(plain[Math.min(i, 2)]));
    expect(starts(frames)).toEqual(starts(plain));
    expect(numbers(frames)).toEqual(numbers(plain));
    const ever = framesOf('freeze-picture');
    for (const frame of ever) expect(valuesOf(frame)).toEqual(valuesOf(plain[0]));
  });

  it('freeze-picture also repeats frames of varying rows, and those of a lost frame', () => {
    const frames = framesOf('freeze-picture@3', { rows: '1..4' });
    for (const frame of frames.slice(3)) expect(valuesOf(frame)).toEqual(valuesOf(frames[2]));
    const [, , first, ...rest] = framesOf('drop-frame@2,freeze-picture@3');
    for (const frame of rest) expect(valuesOf(frame)).toEqual(valuesOf(first));
  });

  it('repeat-picture shows four repeats, or as many as said, then goes on', () => {
    const shown = [0, 1, 2, 2, 2, 2, 2];
    for (const [i, frame] of framesOf('repeat-picture@3').entries()) {
      expect(valuesOf(frame)).toEqual(valuesOf(plain[shown[i] ?? i]));
    }
    expect(valuesOf(framesOf('repeat-picture@3:1')[4])).toEqual(valuesOf(plain[4]));
  });
});
