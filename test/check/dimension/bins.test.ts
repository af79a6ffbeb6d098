import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, only, withValues } from '../../support/check-frames.ts';

const RULE = 'dimension.bins';
const shorter = only([2], (plain) => withValues(plain, 0, 1, [0.1, 0.2]));

describe(RULE, () => {
  it('passes sensors of the expected number of values', () => {
    const expectation = { bins: { value: 8, origin: 'description' } };
    expect(judgeAll(healthyFrames(3), { expectation }).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails a sensor of another length than in the first frame', () => {
    const judged = judgeAll(healthyFrames(4, { change: shorter }));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 2 });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 2, expected: '8 (first frame)', actual: '2' });
  });

  it('is tolerated by the share of sensors: 1 of 16 here', () => {
    const frames = healthyFrames(4, { change: shorter });
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.07 } }).check(RULE).status).toBe('passed');
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.06 } }).check(RULE).status).toBe('failed');
  });

  it('is skipped without a sensor axis', () => {
    const shape = buildShape(undefined, { sensors: '' });
    expect(judgeAll(healthyFrames(2), { shape }).check(RULE).reason).toBe('the rows have no sensor axis');
  });
});
