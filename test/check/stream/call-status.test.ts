import { describe, expect, it } from 'vitest';
import { LaneJudge } from '../../../src/check/lane-judge.ts';
import { callStatus } from '../../../src/check/stream/call-status.ts';
import { CALL_EXPECTATION } from '../../support/check-calls.ts';

describe('call.status', () => {
  it.each([
    ['the status that is expected', 5, { code: 5, name: 'NOT_FOUND', message: '' }, 'status', 0],
    ['OK where an error is expected', 5, { code: 0, name: 'OK', message: '' }, 'status', 1],
    ['an error where OK is expected', 0, { code: 5, name: 'NOT_FOUND', message: '' }, 'status', 1],
    ['the right status of a broken call', 0, { code: 0, name: 'OK', message: '' }, 'broken', 1],
    ['none', 0, null, 'broken', 1],
  ] as const)('%s', (_, expected, status, reason, violations) => {
    const judge = new LaneJudge({
      lane: 0,
      expectation: { ...CALL_EXPECTATION, status: expected },
      requestAt: 0,
      severities: new Map(),
      tolerances: new Map(),
    });
    judge.ended({
      messages: 0,
      status,
      answered: reason === 'status',
      reason,
      firstFrameMs: null,
      durationMs: 1,
      silentMs: 0,
      streamsOpened: 1,
    });
    const check = judge.close().find(({ rule }) => rule === callStatus.id);
    expect(check).toMatchObject({ examined: 1, violations });
  });
});
