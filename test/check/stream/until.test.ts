import { describe, expect, it } from 'vitest';
import { judgeCall } from '../../support/check-calls.ts';

const RULE = 'stream.until';
const expectation = { until: { value: 'message.done', origin: '--until' } };

describe(RULE, () => {
  it('passes a call that its condition ended', () => {
    const judged = judgeCall(['good'], { expectation, end: { reason: 'until', answered: false } });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('warns of one that ended before the condition held', () => {
    const judged = judgeCall(['good', 'good'], { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', severity: 'warning' });
    expect(judged.finding(RULE)).toMatchObject({
      expected: 'message.done (--until)',
      actual: 'ended by status',
      message: 'the condition held for none of 2 messages',
    });
  });

  it('fails it where the user is strict', () => {
    const severities = { [RULE]: 'error' } as const;
    expect(judgeCall(['good'], { expectation, severities }).check(RULE).status).toBe('failed');
  });

  it('is skipped without a condition', () => {
    expect(judgeCall(['good']).check(RULE)).toMatchObject({ status: 'skipped', reason: 'no --until given' });
  });
});
