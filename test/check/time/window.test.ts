import { describe, expect, it } from 'vitest';
import { T0, buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'time.window';
const within = (min: number, max: number): { window: { value: { min: number; max: number }; origin: string } } => ({
  window: { value: { min: T0 + min, max: T0 + max }, origin: 'description' },
});

describe(RULE, () => {
  it('passes rows inside, one window more at either end', () => {
    // Ten rows from 0 to 500 ms, each 50 ms long.
    const judged = judgeAll(healthyFrames(10), { expectation: within(50, 450) });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 10 });
  });

  it('fails a row before and a row after', () => {
    const judged = judgeAll(healthyFrames(10), { expectation: within(52, 448) });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 2, firstAt: 0, lastAt: 9 });
    expect(judged.finding(RULE).message).toBe('the row starts 52.0 ms before the window asked for');
    expect(judged.finding(RULE, 1).message).toBe('the row ends 52.0 ms after the window asked for');
  });

  it('allows the FFT window where it is longer than a row', () => {
    const prr = { value: 1000, origin: '' };
    const nfft = { value: 512, origin: '' };
    const expectation = { ...within(500, 10), prr, nfft };
    expect(judgeAll(healthyFrames(10), { expectation }).check(RULE).violations).toBe(0);
  });

  it('is skipped for live jobs, without a window and without row times', () => {
    const expectation = within(0, 1);
    expect(judgeAll(healthyFrames(9), { expectation: { ...expectation, live: true } }).check(RULE).reason).toBe(
      'the job is live',
    );
    expect(judgeAll(healthyFrames(9)).check(RULE).reason).toBe('the window asked for is unknown');
    const shape = buildShape(without('rowStart'));
    expect(judgeAll(healthyFrames(9), { expectation, shape }).check(RULE).reason).toBe('no row times are sent');
  });
});
