import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'stream.status';
const lost = { code: 14, name: 'UNAVAILABLE', message: 'connection \u001b lost' };

describe(RULE, () => {
  it('passes OK', () => {
    expect(judgeAll(healthyFrames(2)).check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it.each(['status', 'broken', 'deadline'] as const)('fails another status when the end is %s', (reason) => {
    const judged = judgeAll(healthyFrames(2), { end: { reason, status: lost } });
    expect(judged.check(RULE).status).toBe('failed');
    expect(judged.finding(RULE)).toMatchObject({ expected: 'OK', actual: 'UNAVAILABLE' });
    expect(judged.finding(RULE).message).not.toContain('\u001b');
  });

  it('fails a call that never had a status', () => {
    expect(judgeAll([], { end: { reason: 'broken', status: null } }).finding(RULE).actual).toBe('no status');
  });

  it('passes the status expected and fails OK in its place', () => {
    const expectation = { status: 14 };
    expect(judgeAll([], { expectation, end: { status: lost } }).check(RULE).status).toBe('passed');
    expect(judgeAll([], { expectation }).finding(RULE)).toMatchObject({ expected: 'UNAVAILABLE', actual: 'OK' });
  });

  it('passes the expected status that came in time after the last frame asked for', () => {
    const judged = judgeAll(healthyFrames(2), { end: { reason: 'max-frames', answered: true } });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('fails when another status than OK was expected and we had to end the stream', () => {
    const end = { reason: 'watched', status: { code: 1, name: 'CANCELLED', message: '' } } as const;
    expect(judgeAll(healthyFrames(2), { expectation: { status: 5 }, end }).check(RULE).status).toBe('failed');
  });

  it('passes a stream that was to be cancelled and was', () => {
    const end = { reason: 'duration', status: { code: 1, name: 'CANCELLED', message: '' } } as const;
    expect(judgeAll(healthyFrames(2), { expectation: { status: 1 }, end }).check(RULE).status).toBe('passed');
  });

  it('never takes a broken wire for the status expected, but our own deadline may be', () => {
    const internal = { code: 13, name: 'INTERNAL', message: 'truncated' };
    const broken = judgeAll([], { expectation: { status: 13 }, end: { reason: 'broken', status: internal } });
    expect(broken.check(RULE).status).toBe('failed');
    const late = { code: 4, name: 'DEADLINE_EXCEEDED', message: '' };
    const deadline = judgeAll([], { expectation: { status: 4 }, end: { reason: 'deadline', status: late } });
    expect(deadline.check(RULE).status).toBe('passed');
  });

  it.each(['max-frames', 'duration', 'watched', 'interrupted', 'stalled'] as const)(
    'is skipped when we ended the stream: %s',
    (reason) => {
      const status = { code: 1, name: 'CANCELLED', message: '' };
      expect(judgeAll(healthyFrames(2), { end: { reason, status } }).check(RULE).status).toBe('skipped');
    },
  );
});
