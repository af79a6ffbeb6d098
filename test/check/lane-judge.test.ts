import { describe, expect, it } from 'vitest';
import type { StreamEnd } from '../../src/base/expectation.ts';
import { LANE_RULES, LaneJudge } from '../../src/check/lane-judge.ts';
import { CALL_EXPECTATION } from '../support/check-calls.ts';

const OK: StreamEnd = {
  messages: 1,
  status: { code: 0, name: 'OK', message: '' },
  answered: true,
  reason: 'status',
  firstFrameMs: null,
  durationMs: 1,
  silentMs: 0,
  streamsOpened: 1,
};
const GONE: StreamEnd = { ...OK, status: { code: 14, name: 'UNAVAILABLE', message: 'no one is in' } };

function judgeOf(tolerance = 0, off: readonly string[] = []): LaneJudge {
  return new LaneJudge({
    lane: 3,
    expectation: CALL_EXPECTATION,
    requestAt: 0,
    severities: new Map(off.map((rule) => [rule, 'off'])),
    tolerances: new Map([['call.status', tolerance]]),
  });
}

describe('LaneJudge', () => {
  it('passes calls of which all is well', () => {
    const judge = judgeOf();
    judge.good();
    judge.ended(OK);
    expect(judge.close()).toMatchObject([
      { rule: 'message.decodes', examined: 1, status: 'passed' },
      { rule: 'call.status', examined: 1, status: 'passed' },
    ]);
  });

  it('fails an answer that does not decode, and a call that ended otherwise than it should', () => {
    const judge = judgeOf();
    judge.bad(0, 5, { kind: 'truncated', offset: 4, message: 'cut short' });
    judge.ended(GONE);
    judge.ended(OK);
    expect(judge.counts()).toEqual({ errors: 2, warnings: 0 });
    const [decodes, status] = judge.close();
    expect(decodes).toMatchObject({ status: 'failed', findings: [{ stream: 3, frame: 0 }] });
    expect(status).toMatchObject({ status: 'failed', examined: 2, violations: 1 });
    expect(status?.findings[0]?.message).toBe('a call ended with UNAVAILABLE: no one is in');
  });

  it('allows a share of calls to end otherwise', () => {
    const statusWith = (tolerance: number) => {
      const judge = judgeOf(tolerance);
      for (const end of [OK, OK, OK, GONE]) judge.ended(end);
      return judge.close().at(-1)?.status;
    };
    expect([statusWith(0.25), statusWith(0.24)]).toEqual(['passed', 'failed']);
  });

  it('leaves out what was switched off, and says why a rule saw nothing', () => {
    const checks = judgeOf(0, ['message.decodes']).close();
    expect(checks.map(({ status, reason }) => [status, reason])).toEqual([
      ['skipped', 'switched off (--severity)'],
      ['skipped', 'no call came to its end'],
    ]);
    expect(checks).toHaveLength(LANE_RULES.length);
  });
});
