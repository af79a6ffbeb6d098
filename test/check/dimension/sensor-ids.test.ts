import { describe, expect, it } from 'vitest';
import { buildShape, changeSensors, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'dimension.sensor-ids';
const expectation = { sensorIds: { value: { min: 1, max: 4 }, origin: '--sensor-ids' } };

describe(RULE, () => {
  it('passes rows with exactly the ids asked for, in any order', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.toReversed()));
    expect(judgeAll(healthyFrames(3, { change }), { expectation }).check(RULE)).toMatchObject({
      status: 'passed',
      examined: 3,
    });
  });

  it('fails a missing id and names it', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.filter(({ id }) => id !== 3)));
    const judged = judgeAll(healthyFrames(3, { change }), { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({
      sensor: 3,
      expected: '1..4 (--sensor-ids)',
      actual: '1 missing, 0 unexpected',
      message: 'sensor id 3 is missing',
    });
  });

  it('fails an id nobody asked for', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => [...of, { id: 9, values: [1] }]));
    const judged = judgeAll(healthyFrames(3, { change }), { expectation });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 9, message: 'sensor id 9 is not expected' });
  });

  it('takes an id that occurs twice for one', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => [...of, { id: 4, values: [1] }]));
    expect(judgeAll(healthyFrames(3, { change }), { expectation }).check(RULE).violations).toBe(0);
  });

  it('judges the closed end of an open range only', () => {
    const open = { sensorIds: { value: { min: -Infinity, max: 3 }, origin: '--sensor-ids' } };
    const judged = judgeAll(healthyFrames(2), { expectation: open });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 4, expected: '..3 (--sensor-ids)' });
  });

  it('is tolerated by the share of sensors', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.slice(1)));
    const frames = healthyFrames(4, { change });
    expect(judgeAll(frames, { expectation, tolerances: { [RULE]: 0.07 } }).check(RULE).status).toBe('passed');
    expect(judgeAll(frames, { expectation, tolerances: { [RULE]: 0.05 } }).check(RULE).status).toBe('failed');
  });

  it('never learns ids and needs them sent', () => {
    expect(judgeAll(healthyFrames(2)).check(RULE).reason).toBe('no sensor ids were given (--sensor-ids)');
    const shape = buildShape(without('sensorId'));
    expect(judgeAll(healthyFrames(2), { expectation, shape }).check(RULE).reason).toBe('no sensor ids are sent');
  });
});
