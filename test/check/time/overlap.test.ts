import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'time.overlap';
const expectation = { rowStepMs: { value: 50, origin: 'description' } };
const early = (ms: number): ReturnType<typeof healthyFrames> =>
  healthyFrames(9, {
    change: only([4], (plain) => ({
      ...plain,
      rows: plain.rows.map((row) => ({ ...row, start: (row.start ?? 0) - ms })),
    })),
  });

describe(RULE, () => {
  it('passes rows longer than dt: FFT windows overlap', () => {
    const frames = healthyFrames(30, { dt: 50, rowMs: 2000 });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'passed', examined: 29 });
  });

  it('warns of a step below 0.5 dt - 1 ms', () => {
    expect(judgeAll(early(26), { expectation }).check(RULE).violations).toBe(0);
    const judged = judgeAll(early(27), { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1, firstAt: 4 });
    expect(judged.finding(RULE).actual).toBe('a step of 23.0 ms');
  });

  it('is skipped while dt is unknown or rows have no times', () => {
    expect(judgeAll(healthyFrames(3)).check(RULE).reason).toContain('step between rows is unknown');
    expect(judgeAll(healthyFrames(3), { shape: buildShape(without('rowStart')) }).check(RULE).reason).toBe(
      'no row times are sent',
    );
    expect(judgeAll(healthyFrames(1), { expectation }).check(RULE).reason).toBe('no canvas had two rows');
  });
});
