import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'time.age';
const live = { live: true };
const late = (ms: number): ReturnType<typeof healthyFrames> =>
  healthyFrames(3, {
    change: (plain, index) => ({ ...plain, arrivalEpoch: (plain.rows[0]?.end ?? 0) + (index === 1 ? ms : 10) }),
  });

describe(RULE, () => {
  it('passes rows of up to 60 s', () => {
    expect(judgeAll(late(60_000), { expectation: live }).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('warns of a frame whose newest row is older', () => {
    const judged = judgeAll(late(60_001), { expectation: live });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1, firstAt: 1 });
    expect(judged.finding(RULE).actual).toBe('60.00 s old');
  });

  it('gives a row that tells its start alone the length of its FFT window', () => {
    const shape = buildShape(without('rowEnd'));
    const fact = (value: number) => ({ value, origin: 'test' });
    const expectation = { ...live, nfft: fact(65_536), prr: fact(1000) };
    expect(judgeAll(late(120_000), { expectation, shape }).check(RULE).violations).toBe(0);
    expect(judgeAll(late(126_000), { expectation, shape }).check(RULE).violations).toBe(1);
  });

  it('takes the start of rows where ends are not sent', () => {
    const shape = buildShape(without('rowEnd'));
    expect(judgeAll(late(59_960), { expectation: live, shape }).check(RULE).violations).toBe(1);
  });

  it('is skipped for historic jobs and without row times', () => {
    expect(judgeAll(late(99_000)).check(RULE).reason).toBe('the job is not live');
    const shape = buildShape(without('rowStart', 'rowEnd'));
    expect(judgeAll(late(0), { expectation: live, shape }).check(RULE).reason).toBe('no row times are sent');
  });
});
