import { describe, expect, it } from 'vitest';
import { FrameFacts } from '../../src/check/frame-facts.ts';
import { buildFrame, healthyFrames } from '../support/check-frames.ts';

const sensor = (id: number, ...values: number[]): { id: number; values: number[] } => ({ id, values });
const frame = buildFrame({
  rows: [
    { start: 5, end: 9, sensors: [sensor(1, -4, Number.NaN), sensor(2, 1, 2, 3)] },
    { start: 3, end: 12, sensors: [sensor(9, 50)] },
  ],
});

describe('FrameFacts', () => {
  it('gathers extremes, counts and newest times of a frame', () => {
    const facts = new FrameFacts();
    facts.read(frame);
    expect(facts).toMatchObject({ min: -4, max: 50, nonFinite: 1, loudMin: -4, loudMax: 50, loudSensors: 3 });
    expect(facts).toMatchObject({ sensorsLeast: 1, sensorsMost: 2, binsLeast: 1, binsMost: 3 });
    expect(facts).toMatchObject({ newestStart: 5, newestEnd: 12, absent: null, absences: 0 });
  });

  it('leaves quiet sensors out of what is loud', () => {
    const facts = new FrameFacts([
      { min: 1, max: 1 },
      { min: 8, max: Infinity },
    ]);
    facts.read(frame);
    expect(facts).toMatchObject({ max: 50, loudMin: 1, loudMax: 3, loudSensors: 1, loudValues: 3, loudNonFinite: 0 });
    expect([...facts.quiet.subarray(0, 3)]).toEqual([1, 0, 1]);
  });

  it('hashes what is loud: equal values, equal hash', () => {
    const hashOf = (row: number): number[] => {
      const facts = new FrameFacts([{ min: 4, max: 4 }]);
      const [made] = healthyFrames(1, { value: (_, sensor, bin) => (sensor === 3 ? row : row * bin + sensor) });
      if (made) facts.read(made);
      return [facts.loudHashLow, facts.loudHashHigh];
    };
    expect(hashOf(0)).toEqual(hashOf(0));
    expect(hashOf(0)).not.toEqual(hashOf(1));
  });

  it('forgets the frame before', () => {
    const facts = new FrameFacts([{ min: 1, max: 1 }]);
    facts.read(frame);
    facts.read(buildFrame({ rows: [] }));
    expect(facts).toMatchObject({ min: Infinity, max: -Infinity, sensorsLeast: 0, binsMost: 0, loudValues: 0 });
    expect(facts.absent).toEqual({ what: 'rows', row: null, slot: null });
    const [large] = healthyFrames(1, { sensors: 200, bins: 1 });
    if (large) facts.read(large);
    expect(facts).toMatchObject({ loudSensors: 199, absent: null });
  });

  it('names the first absence and counts them', () => {
    const facts = new FrameFacts();
    facts.read(
      buildFrame({ rows: [{ sensors: [sensor(1, 1)] }, { sensors: [] }, { sensors: [sensor(2), sensor(3)] }] }),
    );
    expect(facts.absent).toEqual({ what: 'sensors', row: 1, slot: null });
    expect(facts.absences).toBe(3);
  });
});
