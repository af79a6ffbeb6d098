import { describe, expect, it } from 'vitest';
import { CALL_RULES } from '../../src/check/call-rules.ts';
import { judgeCall } from '../support/check-calls.ts';

const fault = { kind: 'truncated', offset: 4, message: 'field 2 runs 3 bytes past the end of the message' };

describe('CallJudge', () => {
  it('gives a result for every rule, in order', () => {
    expect(judgeCall(['good']).checks.map(({ rule }) => rule)).toEqual(CALL_RULES.map(({ id }) => id));
  });

  it('leaves out what has nothing to judge in a single answer', () => {
    const rules = judgeCall(['good'], { streaming: false }).checks.map(({ rule }) => rule);
    expect(rules).toEqual(['message.decodes', 'stream.first-frame', 'stream.status', 'stream.stalled']);
  });

  it('passes a call in which all is well, and fails one for each thing that is not', () => {
    const statuses = (judged: ReturnType<typeof judgeCall>): string[] =>
      judged.checks.filter(({ status }) => status === 'failed').map(({ rule }) => rule);
    expect(statuses(judgeCall(['good', 'good']))).toEqual([]);
    expect(statuses(judgeCall(['good', fault]))).toEqual(['message.decodes']);
    expect(statuses(judgeCall([]))).toEqual(['stream.first-frame']);
    const five = { minFrames: { value: 5, origin: '--min-messages' } };
    expect(statuses(judgeCall(['good'], { expectation: five }))).toEqual(['stream.complete']);
    const status = { code: 13, name: 'INTERNAL', message: 'no' };
    expect(statuses(judgeCall(['good'], { end: { status } }))).toEqual(['stream.status']);
    expect(statuses(judgeCall(['good'], { end: { reason: 'stalled', answered: false } }))).toEqual(['stream.stalled']);
  });

  it('speaks of messages, not of frames', () => {
    const five = { minFrames: { value: 5, origin: '--min-messages' } };
    const judged = judgeCall(['good'], { expectation: five });
    expect(judged.finding('stream.complete').expected).toBe('at least 5 messages (--min-messages)');
    expect(judgeCall([]).finding('stream.first-frame').message).toBe('no message came in 100.0 ms');
  });

  it('asks for no message where none has to come', () => {
    const none = { minFrames: { value: 0, origin: '--min-messages' } };
    const judged = judgeCall([], { expectation: none });
    expect(judged.check('stream.first-frame')).toMatchObject({
      status: 'skipped',
      reason: 'no message came, and none had to (--min-messages)',
    });
    expect(judged.check('stream.complete')).toMatchObject({ status: 'skipped' });
  });

  it('counts violations while the call goes on', () => {
    expect(judgeCall(['good', fault, fault]).judge.counts()).toMatchObject({ errors: 2, warnings: 0 });
    const severities = { 'message.decodes': 'warning' } as const;
    expect(judgeCall(['good', fault], { severities }).judge.counts()).toMatchObject({ errors: 0, warnings: 1 });
  });

  it('shows a rule that is off as skipped', () => {
    const judged = judgeCall([fault], { severities: { 'message.decodes': 'off' } });
    expect(judged.check('message.decodes')).toMatchObject({ status: 'skipped', reason: 'switched off (--severity)' });
  });
});
