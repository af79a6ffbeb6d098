import { describe, expect, it } from 'vitest';
import { Places } from '../../src/check/places.ts';
import { T0, buildShape, healthyFrames, without } from '../support/check-frames.ts';

const places = new Places({ stream: 2, requestAt: 900, frequencies: [0, 5, 10] });
const [frame] = healthyFrames(1, { rows: () => 3 });
if (!frame) throw new Error('one frame');

describe('Places', () => {
  it('names a value by row, id, bin, frequency and times', () => {
    places.shape = buildShape();
    expect(places.at(frame, { slot: 9, bin: 2 })).toEqual({
      stream: 2,
      frame: 0,
      frameNumber: 1,
      arrivalMs: frame.arrival - 900,
      row: 2,
      sensor: 2,
      bin: 2,
      hz: 10,
      path: 'rows[2].sensors[id=2].intensity[2]',
      sourceTime: T0 + 100,
    });
  });

  it('names a sensor without id by its place in the row', () => {
    places.shape = buildShape(without('sensorId', 'sequence', 'rowStart'));
    const place = places.at(frame, { slot: 9, bin: 7 });
    expect(place).toMatchObject({ path: 'rows[2].sensors[1].intensity[7]', sourceTime: frame.sourceTime });
    expect(Object.keys(place)).not.toContain('sensor');
    expect(Object.keys(place)).not.toContain('frameNumber');
    expect(Object.keys(place)).not.toContain('hz');
  });

  it('names a field of the frame, of a row, or nothing', () => {
    places.shape = buildShape();
    expect(places.at(frame, { field: 'current_max_amp' }).path).toBe('current_max_amp');
    expect(places.at(frame, { row: 1, field: 'endTimestamp' }).path).toBe('rows[1].endTimestamp');
    expect(places.at(frame).path).toBeUndefined();
  });

  it('names a message of which no frame could be made', () => {
    places.shape = null;
    expect(places.message(7, 1000, 12)).toEqual({ stream: 2, frame: 7, arrivalMs: 100, offset: 12 });
    expect(places.at(frame, { slot: 0 })).toEqual({ stream: 2, frame: 0, arrivalMs: frame.arrival - 900, row: 0 });
    expect(places.stream()).toEqual({ stream: 2 });
  });
});
