import { describe, expect, it } from 'vitest';
import { buildShape, changeSensors, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'structure.sensor-order';

describe(RULE, () => {
  it('passes ids that ascend, with steps between them', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.map((one) => ({ ...one, id: one.id * 3 }))));
    expect(judgeAll(healthyFrames(3, { change })).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('warns of ids that descend', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.toReversed()));
    const judged = judgeAll(healthyFrames(3, { change }));
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 1, sensor: 3, expected: 'an id above 4', actual: '3' });
    expect(judged.finding(RULE).message).toContain('2 more in this frame');
  });

  it('leaves an equal id to structure.sensor-ids', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.map((one) => ({ ...one, id: 7 }))));
    expect(judgeAll(healthyFrames(3, { change })).check(RULE).violations).toBe(0);
  });

  it('is skipped without ids', () => {
    expect(judgeAll(healthyFrames(2), { shape: buildShape(without('sensorId')) }).check(RULE).status).toBe('skipped');
  });
});
