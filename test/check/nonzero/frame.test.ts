import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll, noise } from '../../support/check-frames.ts';

const RULE = 'nonzero.frame';

describe(RULE, () => {
  it('passes a frame with two different values', () => {
    const frames = healthyFrames(2, { value: (_, sensor, bin) => (sensor === 3 && bin === 7 ? 1 : 0) });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'passed', examined: 2 });
  });

  it.each([0, -120.5])('fails a frame of nothing but %d', (value) => {
    const judged = judgeAll(healthyFrames(3, { value: (row, ...at) => (row === 2 ? value : noise(row, ...at)) }));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 1 });
    expect(judged.finding(RULE).actual).toBe(`32 times ${value}`);
  });

  it('fails a frame whose only changing sensors are quiet ones', () => {
    const frames = healthyFrames(1, { value: (row, sensor, bin) => (sensor === 0 ? noise(row, sensor, bin) : 0) });
    const expectation = { quiet: [{ min: 1, max: 1 }] };
    expect(judgeAll(frames).check(RULE).violations).toBe(0);
    expect(judgeAll(frames, { expectation }).check(RULE).violations).toBe(1);
  });

  it('needs two values, and leaves NaN to range.finite', () => {
    expect(judgeAll(healthyFrames(2, { sensors: 1, bins: 1 })).check(RULE).status).toBe('skipped');
    const frames = healthyFrames(1, { value: (_, sensor) => (sensor === 0 ? Number.NaN : 1) });
    expect(judgeAll(frames).check(RULE).violations).toBe(0);
  });
});
