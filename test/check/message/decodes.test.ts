import { describe, expect, it } from 'vitest';
import { judgeCall } from '../../support/check-calls.ts';

const RULE = 'message.decodes';
const fault = { kind: 'utf8', offset: 9, message: 'field 1 (name) is not UTF-8 \u001b[31m' };

describe(RULE, () => {
  it('passes a call whose messages all decode', () => {
    expect(judgeCall(['good', 'good', 'good']).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails a message that does not decode, and says which and at which byte', () => {
    const judged = judgeCall(['good', fault, 'good']);
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', examined: 3, violations: 1, firstAt: 1, lastAt: 1 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 1, offset: 9, arrivalMs: 11, actual: 'utf8 at byte 9' });
    expect(judged.finding(RULE).message).not.toContain('\u001b');
  });

  it('tolerates a share of them, and says so', () => {
    const tolerances = { [RULE]: 0.5 };
    expect(judgeCall(['good', fault], { tolerances }).check(RULE)).toMatchObject({ status: 'passed', violations: 1 });
    expect(judgeCall([fault, fault], { tolerances }).check(RULE).status).toBe('failed');
  });

  it('is skipped when no message came', () => {
    expect(judgeCall([]).check(RULE)).toMatchObject({ status: 'skipped', reason: 'no message came' });
  });
});
