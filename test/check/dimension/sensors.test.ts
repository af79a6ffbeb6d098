import { describe, expect, it } from 'vitest';
import { buildFrame, buildShape, changeSensors, healthyFrames, judgeAll, only } from '../../support/check-frames.ts';

const RULE = 'dimension.sensors';
const fewer = only([2], (plain) => changeSensors(plain, 1, (of) => of.slice(1)));

describe(RULE, () => {
  it('passes rows of the expected number and names who expected it', () => {
    const expectation = { sensors: { value: 5, origin: '--sensors' } };
    const judged = judgeAll(healthyFrames(3), { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 3 });
    expect(judged.finding(RULE)).toMatchObject({ expected: '5 (--sensors)', actual: '4' });
    expect(judgeAll(healthyFrames(3, { sensors: 5 }), { expectation }).check(RULE).status).toBe('passed');
  });

  it('learns the number from the first row of the first frame', () => {
    const judged = judgeAll(healthyFrames(4, { rows: () => 2, change: fewer }));
    expect(judged.check(RULE)).toMatchObject({ violations: 1, firstAt: 2, lastAt: 2 });
    expect(judged.finding(RULE)).toMatchObject({ row: 1, path: 'rows[1]', expected: '4 (first frame)', actual: '3' });
  });

  it('does not learn from a frame that violates structure', () => {
    const change = only([0], (plain) => changeSensors(plain, 0, (of) => of.slice(1).map((one) => ({ ...one, id: 1 }))));
    expect(judgeAll(healthyFrames(3, { change })).check(RULE)).toMatchObject({ status: 'passed', examined: 2 });
  });

  it('is skipped when no frame passed structure, or rows have no sensor axis', () => {
    expect(judgeAll([buildFrame({ rows: [] })]).check(RULE).reason).toContain('no frame passed structure');
    const shape = buildShape(undefined, { sensors: '' });
    expect(judgeAll(healthyFrames(2), { shape }).check(RULE).reason).toBe('the rows have no sensor axis');
  });
});
