import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, only, withValues, without } from '../../support/check-frames.ts';

const RULE = 'range.header';

describe(RULE, () => {
  it('passes values within the extremes, which may span more', () => {
    const change = only([0, 1, 2], (plain) => ({ ...plain, headerMax: 9, headerMin: -9 }));
    expect(judgeAll(healthyFrames(3, { change })).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('allows 1e-5 of the larger extreme and no more', () => {
    const at = (value: number): number =>
      judgeAll(
        healthyFrames(1, {
          change: (plain) => ({ ...withValues(plain, 0, 0, [value]), headerMax: 100, headerMin: -1 }),
        }),
      ).check(RULE).violations;
    expect(at(100.0009)).toBe(0);
    expect(at(100.002)).toBe(1);
    expect(at(-1.0009)).toBe(0);
    expect(at(-1.002)).toBe(1);
  });

  it('names the first value outside', () => {
    const change = only([1], (plain) => withValues(plain, 0, 2, [0.5, 0.5, 3]));
    const judged = judgeAll(healthyFrames(3, { change }));
    expect(judged.finding(RULE)).toMatchObject({ frame: 1, sensor: 3, bin: 2, actual: '3' });
    const below = judgeAll(healthyFrames(3, { change: only([1], (plain) => withValues(plain, 0, 2, [-3])) }));
    expect(below.finding(RULE).message).toContain("below the header's minimum");
  });

  it('judges the one side that is sent', () => {
    const shape = buildShape(without('headerMin'));
    const change = only([0, 1], (plain) => ({ ...withValues(plain, 0, 0, [-50]), headerMax: 2, headerMin: 0 }));
    expect(judgeAll(healthyFrames(2, { change }), { shape }).check(RULE)).toMatchObject({
      status: 'passed',
      examined: 2,
    });
  });

  it('compares finite values only', () => {
    const change = only([0], (plain) => withValues(plain, 0, 0, (of) => [...of, Infinity]));
    expect(judgeAll(healthyFrames(2, { change })).check(RULE).violations).toBe(0);
  });

  it('is skipped when both are absent or 0, not finite, or elements are integers', () => {
    const reason = 'maximum and minimum are absent, 0 or not finite';
    const zero = only([0], (plain) => ({ ...plain, headerMax: 0, headerMin: 0 }));
    expect(judgeAll(healthyFrames(1, { change: zero })).check(RULE).reason).toBe(reason);
    const infinite = only([0], (plain) => ({ ...plain, headerMax: Infinity }));
    expect(judgeAll(healthyFrames(1, { change: infinite })).check(RULE).reason).toBe(reason);
    const shape = buildShape(undefined, { integers: true });
    expect(judgeAll(healthyFrames(1), { shape }).check(RULE).reason).toBe('the elements are integers');
  });
});
