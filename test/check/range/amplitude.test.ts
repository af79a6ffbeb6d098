import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll, only, withValues } from '../../support/check-frames.ts';

const RULE = 'range.amplitude';
const upTo = (max: number): object => ({ amplitude: { value: { min: -Infinity, max }, origin: '--amplitude' } });

describe(RULE, () => {
  it('passes values inside, the limits included', () => {
    const change = only([1], (plain) => withValues(plain, 0, 0, [0.1]));
    // 0.1 as a float32 lies a little above 0.1.
    const frames = healthyFrames(3, { value: () => 0.05, change });
    expect(judgeAll(frames, { expectation: upTo(0.1) }).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails a value above and names the first', () => {
    const change = only([1], (plain) => withValues(withValues(plain, 0, 1, [0, 7]), 0, 2, [9]));
    const judged = judgeAll(healthyFrames(3, { change }), { expectation: upTo(5) });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ sensor: 2, bin: 1, actual: '7', expected: '..5 (--amplitude)' });
    expect(judged.finding(RULE).message).toContain('1 more sensor in this frame');
  });

  it('fails a value below', () => {
    const amplitude = { value: { min: -120, max: 0 }, origin: '--amplitude' };
    const frames = healthyFrames(2, {
      value: () => -60,
      change: only([1], (plain) => withValues(plain, 0, 3, [-121])),
    });
    const judged = judgeAll(frames, { expectation: { amplitude } });
    expect(judged.finding(RULE)).toMatchObject({ actual: '-121', expected: '-120..0 (--amplitude)' });
  });

  it('is skipped without --amplitude, and without a finite value', () => {
    expect(judgeAll(healthyFrames(2)).check(RULE).reason).toBe('no amplitude range was given (--amplitude)');
    const frames = healthyFrames(2, { value: () => Number.NaN });
    expect(judgeAll(frames, { expectation: upTo(1) }).check(RULE).reason).toBe('no finite values came');
  });
});
