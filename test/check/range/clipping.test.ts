import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, noise, only, withValues } from '../../support/check-frames.ts';

const RULE = 'range.clipping';
const ramp = Array.from({ length: 300 }, (_, bin) => bin / 1000);

describe(RULE, () => {
  it('passes a single value at the extreme, which every frame has', () => {
    expect(judgeAll(healthyFrames(3, { bins: 100 })).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('warns of a plateau of three neighbours that are 1 % of the values', () => {
    const plateau = ramp.map((value, bin) => (bin >= 100 && bin < 103 ? 2 : value));
    const judged = judgeAll(
      healthyFrames(3, { bins: 300, change: only([1], (plain) => withValues(plain, 0, 2, plateau)) }),
    );
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 3, bin: 100, actual: '3 of 300 values at 2' });
  });

  it('lets two neighbours pass, and three among 400', () => {
    const two = ramp.map((value, bin) => (bin === 5 || bin === 6 || bin === 9 ? 2 : value));
    const many = [...ramp, ...ramp].slice(0, 400).map((value, bin) => (bin < 3 ? 2 : value));
    const frames = healthyFrames(2, {
      bins: 300,
      change: (plain, index) => withValues(plain, 0, 0, index === 0 ? two : many),
    });
    expect(judgeAll(frames).check(RULE).violations).toBe(0);
  });

  it('looks at --full-scale where it is given', () => {
    const fullScale = { value: 0.3, origin: '--full-scale' };
    const plateau = ramp.map((value, bin) => (bin < 4 ? 0.3 : value));
    const frames = healthyFrames(2, {
      bins: 300,
      value: (row, sensor, bin) => noise(row, sensor, bin) / 4,
      change: only([1], (plain) => withValues(plain, 0, 1, plateau)),
    });
    const judged = judgeAll(frames, { expectation: { fullScale } });
    expect(judged.check(RULE)).toMatchObject({ violations: 1, firstAt: 1 });
    expect(judgeAll(frames, { expectation: { fullScale: { value: 9, origin: '' } } }).check(RULE).status).toBe(
      'passed',
    );
  });

  it('leaves a frame of one value to nonzero.frame and integers alone', () => {
    expect(judgeAll(healthyFrames(2, { value: () => 4 })).check(RULE).status).toBe('skipped');
    const shape = buildShape(undefined, { integers: true });
    expect(judgeAll(healthyFrames(2), { shape }).check(RULE).reason).toBe('the elements are integers');
  });

  it('is tolerated by the share of sensors', () => {
    const change = only([0], (plain) => withValues(plain, 0, 0, [5, 5, 5, 0, 0, 0, 0, 0]));
    const frames = healthyFrames(2, { change });
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.13 } }).check(RULE).status).toBe('passed');
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.12 } }).check(RULE).status).toBe('warned');
  });
});
