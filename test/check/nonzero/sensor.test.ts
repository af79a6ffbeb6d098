import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, noise, without } from '../../support/check-frames.ts';
import type { Healthy } from '../../support/check-frames.ts';

const RULE = 'nonzero.sensor';
/** Sensor 3 is dead. */
const dead: Healthy = { value: (row, sensor, bin) => (sensor === 2 ? 0 : noise(row, sensor, bin)) };

describe(RULE, () => {
  it('fails a sensor that is constant from its tenth frame on', () => {
    const judged = judgeAll(healthyFrames(12, dead));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', examined: 12, violations: 3, firstAt: 9, lastAt: 11 });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 3, actual: '0 for 10 frames running' });
    expect(judgeAll(healthyFrames(9, dead)).check(RULE)).toMatchObject({ status: 'skipped' });
  });

  it('passes a constant that changes in time, and one of nine frames', () => {
    const changing = healthyFrames(30, {
      value: (row, sensor, bin) => (sensor === 2 ? row % 7 : noise(row, sensor, bin)),
    });
    expect(judgeAll(changing).check(RULE)).toMatchObject({ status: 'passed', examined: 30 });
    const nine = healthyFrames(30, {
      value: (row, sensor, bin) => (sensor === 2 && row % 10 !== 0 ? 0 : noise(row, sensor, bin)),
    });
    expect(judgeAll(nine).check(RULE).violations).toBe(0);
  });

  it('sees a sensor of one value die', () => {
    const frames = healthyFrames(12, { bins: 1, value: (row, sensor) => (sensor === 0 ? 5 : noise(row, sensor, 0)) });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ violations: 3 });
  });

  it('takes all rows of a frame together', () => {
    const frames = healthyFrames(12, {
      rows: () => 3,
      value: (row, sensor, bin) => (sensor === 2 ? row % 3 : noise(row, sensor, bin)),
    });
    expect(judgeAll(frames).check(RULE).violations).toBe(0);
    expect(judgeAll(healthyFrames(12, { ...dead, rows: () => 3 })).check(RULE).violations).toBe(3);
  });

  it('knows a sensor by its place where no ids are sent', () => {
    const judged = judgeAll(healthyFrames(12, { ...dead, rows: () => 2 }), { shape: buildShape(without('sensorId')) });
    expect(judged.finding(RULE)).toMatchObject({ path: 'rows[0].sensors[2]' });
    expect(judged.finding(RULE).sensor).toBeUndefined();
  });

  it('leaves quiet sensors out', () => {
    const expectation = { quiet: [{ min: 3, max: 3 }] };
    expect(judgeAll(healthyFrames(12, dead), { expectation }).check(RULE).status).toBe('passed');
  });

  it('is tolerated by the share of sensors: one of four', () => {
    const tolerated = judgeAll(healthyFrames(30, dead), { tolerances: { [RULE]: 0.25 } }).check(RULE);
    expect(tolerated).toMatchObject({ status: 'passed', violations: 21 });
    expect(tolerated.reason).toContain('of the sensors judged 25 % violate it');
    expect(judgeAll(healthyFrames(30, dead), { tolerances: { [RULE]: 0.24 } }).check(RULE).status).toBe('failed');
  });

  it('is skipped without a sensor axis', () => {
    const shape = buildShape(undefined, { sensors: '' });
    expect(judgeAll(healthyFrames(12), { shape }).check(RULE).reason).toBe('the rows have no sensor axis');
  });
});
