import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'stream.freeze-share';

/** 200 frames 50 ms apart but for one pause. */
function paused(pauseMs: number, count = 200): ReturnType<typeof healthyFrames> {
  return healthyFrames(count, {
    change: (plain, index) => ({ ...plain, arrival: 1000 + index * 50 + (index >= 100 ? pauseMs : 0) }),
  });
}

describe(RULE, () => {
  it('passes a stream that freezes for less than 5 % of its time', () => {
    expect(judgeAll(paused(400)).check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
    expect(judgeAll(paused(400)).check('stream.freeze').violations).toBe(1);
  });

  it('fails one that freezes for more', () => {
    const judged = judgeAll(paused(600));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ actual: '6.2 %', message: '1 freeze took 650.0 ms of 10.55 s' });
  });

  it('is skipped below 10 s', () => {
    expect(judgeAll(paused(4000, 110)).check(RULE).reason).toContain('needs 5 gaps over 10.00 s');
  });
});
