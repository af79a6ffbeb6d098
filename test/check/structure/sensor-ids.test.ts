import { describe, expect, it } from 'vitest';
import { buildShape, changeSensors, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'structure.sensor-ids';
const twice = only([1], (plain) =>
  changeSensors(plain, 1, (of) => of.map((one, at) => ({ ...one, id: at === 3 ? 2 : one.id }))),
);

describe(RULE, () => {
  it('passes rows whose ids are all different, in any order', () => {
    const change = only([1], (plain) => changeSensors(plain, 0, (of) => of.toReversed()));
    expect(judgeAll(healthyFrames(3, { change })).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails an id that occurs twice in a row', () => {
    const judged = judgeAll(healthyFrames(3, { rows: () => 2, change: twice }));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 1 });
    expect(judged.finding(RULE)).toMatchObject({ row: 1, sensor: 2, path: 'rows[1].sensors[id=2]' });
  });

  it('lets the same id occur in two rows', () => {
    expect(judgeAll(healthyFrames(3, { rows: () => 2 })).check(RULE).violations).toBe(0);
  });

  it('is skipped without ids or without a sensor axis', () => {
    const judged = judgeAll(healthyFrames(3, { rows: () => 2, change: twice }), {
      shape: buildShape(without('sensorId')),
    });
    expect(judged.check(RULE).reason).toBe('no sensor ids are sent');
    const bare = judgeAll(healthyFrames(3), { shape: buildShape(undefined, { sensors: '' }) });
    expect(bare.check(RULE).reason).toBe('the rows have no sensor axis');
  });
});
