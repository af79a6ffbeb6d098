import { describe, expect, it } from 'vitest';
import { framesOf, starts } from '../../../support/serve-frames.ts';

const plain = framesOf('');
const ids = (script: string): number[] => (framesOf(script)[3]?.rows[0]?.sensors ?? []).map(({ id }) => id);

describe('a fault of the dimensions', () => {
  it('drop-sensor leaves out the middle sensor, or the one named', () => {
    expect(ids('drop-sensor@3')).toEqual([1, 2, 3, 5, 6]);
    expect(ids('drop-sensor@3:sensor=1')).toEqual([2, 3, 4, 5, 6]);
  });

  it('extra-sensor adds one at the end, like no other', () => {
    expect(ids('extra-sensor@3')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const sensors = framesOf('extra-sensor@3')[3]?.rows[0]?.sensors ?? [];
    expect(new Set(sensors.map(({ values }) => values.join())).size).toBe(7);
  });

  it('drop-bin takes one value from one sensor', () => {
    const sensors = framesOf('drop-bin@3')[3]?.rows[0]?.sensors ?? [];
    expect(sensors.map(({ values }) => values.length)).toEqual([9, 9, 9, 8, 9, 9]);
  });

  it('extra-row puts two rows into the frame, and time goes on after them', () => {
    const frames = framesOf('extra-row@3');
    expect(frames.map(({ rows }) => rows.length)).toEqual(plain.map((_, i) => (i === 3 ? 2 : 1)));
    expect(starts(frames)).toEqual(Array.from({ length: 13 }, (_, i) => i * 50));
  });

  it('wrong-id renames the last sensor and keeps the order', () => {
    expect(ids('wrong-id@3')).toEqual([1, 2, 3, 4, 5, 1006]);
  });

  it('wrong-channels renames all sensors from then on', () => {
    expect(ids('wrong-channels@3')).toEqual([1001, 1002, 1003, 1004, 1005, 1006]);
    expect(ids('wrong-channels@1:by=6')).toEqual([7, 8, 9, 10, 11, 12]);
    expect(framesOf('wrong-channels@3').slice(0, 3)).toEqual(plain.slice(0, 3));
  });

  it.each(['drop-sensor', 'extra-sensor', 'drop-bin', 'wrong-id'])('%s touches one frame only', (name) => {
    expect(framesOf(`${name}@3`).filter((_, i) => i !== 3)).toEqual(plain.filter((_, i) => i !== 3));
  });

  it('strikes nothing in a stream that does not carry the sensor named', () => {
    // The job has sensors 1..6 over two streams; stream 0 carries 1..3.
    const options = { streams: 2 };
    expect(framesOf('drop-sensor@3:sensor=6', options)).toEqual(framesOf('', options));
    expect(framesOf('twin@3:sensor=6,shuffle-ids@3:sensor=6,nan@3:sensor=6', options)).toEqual(framesOf('', options));
  });
});
