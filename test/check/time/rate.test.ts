import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'time.rate';
const nominal = (value: number): object => ({ rowStepMs: { value, origin: 'description' } });

describe(RULE, () => {
  it('passes a rate within 1 %', () => {
    const run = { expectation: nominal(50.4) };
    expect(judgeAll(healthyFrames(200), run).check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('warns of a rate that is more than 1 % off', () => {
    const judged = judgeAll(healthyFrames(200), { expectation: nominal(51) });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({
      actual: '20 rows/s',
      expected: '19.608 (description) rows/s, within 1 %',
    });
  });

  it('is skipped without lines_dt, below 100 rows, below 2 s', () => {
    expect(judgeAll(healthyFrames(200)).check(RULE).reason).toContain('lines_dt');
    expect(judgeAll(healthyFrames(99), { expectation: nominal(50) }).check(RULE).reason).toContain('had 99 over');
    const fast = healthyFrames(100, { dt: 10 });
    expect(judgeAll(fast, { expectation: nominal(10) }).check(RULE).reason).toContain('needs 100 rows over 2.00 s');
    expect(
      judgeAll(fast, { shape: buildShape(without('rowStart')), expectation: nominal(10) }).check(RULE).reason,
    ).toBe('no row times are sent');
  });
});
