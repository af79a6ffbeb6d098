import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'stream.first-frame';

describe(RULE, () => {
  it('passes a first frame within the limit', () => {
    const judged = judgeAll(healthyFrames(1), { end: { firstFrameMs: 5000 } });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it('fails a first frame that comes later and names who set the limit', () => {
    const judged = judgeAll(healthyFrames(1), { end: { firstFrameMs: 5001 } });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', firstAt: 0 });
    expect(judged.finding(RULE).expected).toBe('a frame within 5.00 s (default)');
  });

  it('fails a stream of no frames', () => {
    const judged = judgeAll([], { end: { durationMs: 1200 } });
    expect(judged.check(RULE).status).toBe('failed');
    expect(judged.finding(RULE)).toMatchObject({ actual: 'none', message: 'no frame came in 1.20 s' });
  });

  it('asks for no frame where another status than OK is expected', () => {
    const judged = judgeAll([], { expectation: { status: 5 } });
    expect(judged.check(RULE)).toMatchObject({ status: 'skipped' });
    expect(judged.check(RULE).reason).toContain('NOT_FOUND was expected');
  });

  it('blames nobody for a user who interrupts before a frame was due', () => {
    const early = judgeAll([], { end: { reason: 'interrupted', durationMs: 1500 } });
    expect(early.check(RULE)).toMatchObject({ status: 'skipped' });
    const late = judgeAll([], { end: { reason: 'interrupted', durationMs: 6000 } });
    expect(late.check(RULE).status).toBe('failed');
  });

  it('runs though its family is off', () => {
    expect(judgeAll([], { families: [] }).check(RULE).status).toBe('failed');
  });
});
