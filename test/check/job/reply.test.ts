import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'job.reply';
const told = (...value: string[]): { contradictions: { value: string[]; origin: string } } => ({
  contradictions: { value, origin: 'description' },
});

describe(RULE, () => {
  it('passes a description that agrees with itself, examined once', () => {
    const judged = judgeAll(healthyFrames(9), { expectation: told() });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1, violations: 0 });
  });

  it('fails once with a finding a contradiction, the first five', () => {
    const check = judgeAll(healthyFrames(9), { expectation: told('a', 'b', 'c', 'd', 'e', 'f') }).check(RULE);
    expect(check).toMatchObject({ status: 'failed', severity: 'error', examined: 1, violations: 1 });
    expect(check.findings.map(({ message }) => message)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(check).not.toHaveProperty('firstAt');
  });

  it('is judged though no frame came', () => {
    const judged = judgeAll([], { expectation: told('no-live-source: prr is 0') });
    expect(judged.finding(RULE)).toMatchObject({ stream: 0, actual: 'no-live-source: prr is 0' });
  });

  it('is skipped without a description', () => {
    expect(judgeAll(healthyFrames(9)).check(RULE)).toMatchObject({
      status: 'skipped',
      reason: 'the job was not described (--focus-server, --configure, --description)',
    });
  });
});
