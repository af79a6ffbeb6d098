import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, only, withValues } from '../../support/check-frames.ts';

const RULE = 'range.finite';
const nan = only([2], (plain) =>
  withValues(plain, 0, 1, (of) => of.map((value, bin) => (bin >= 6 ? Number.NaN : value))),
);

describe(RULE, () => {
  it('passes finite values', () => {
    expect(judgeAll(healthyFrames(3)).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails NaN and names frame, sensor, bin and frequency', () => {
    const frequencies = { value: [0, 10, 20, 30, 40, 50, 60, 70], origin: 'description' };
    const judged = judgeAll(healthyFrames(4, { change: nan }), { expectation: { frequencies } });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 2 });
    expect(judged.finding(RULE)).toMatchObject({
      frame: 2,
      frameNumber: 3,
      row: 0,
      sensor: 2,
      bin: 6,
      hz: 60,
      path: 'rows[0].sensors[id=2].intensity[6]',
      actual: 'NaN',
    });
    expect(judged.finding(RULE).message).toBe('the value is NaN; 1 more in this frame');
  });

  it('fails infinity', () => {
    const change = only([0], (plain) => withValues(plain, 0, 0, [1, -Infinity]));
    expect(judgeAll(healthyFrames(1, { change })).finding(RULE)).toMatchObject({ bin: 1, actual: '-Infinity' });
  });

  it('is skipped for integers', () => {
    const shape = buildShape(undefined, { integers: true });
    expect(judgeAll(healthyFrames(2), { shape }).check(RULE).reason).toBe('the elements are integers');
  });
});
