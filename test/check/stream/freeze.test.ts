import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'stream.freeze';

/** Frames 50 ms apart but for pauses before the frames listed. */
function pausing(count: number, pauses: Readonly<Record<number, number>>): ReturnType<typeof healthyFrames> {
  let arrival = 1000;
  return healthyFrames(count, {
    change: (plain, index) => {
      arrival += 50 + (pauses[index] ?? 0);
      return { ...plain, arrival };
    },
  });
}

describe(RULE, () => {
  it('passes even gaps, and one just below avg + 150 ms', () => {
    expect(judgeAll(pausing(20, {})).check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
    expect(judgeAll(pausing(20, { 10: 149 })).check(RULE).violations).toBe(0);
  });

  it('warns of a freeze and names the frame that ended it', () => {
    const judged = judgeAll(pausing(20, { 10: 150 }));
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', examined: 1, violations: 1, firstAt: 10 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 10, expected: 'a gap below 200.0 ms', actual: '200.0 ms' });
  });

  it('is violated once by several freezes, with a finding for each of the first five', () => {
    const pauses = Object.fromEntries([40, 80, 120, 160, 200, 240].map((index) => [index, 5000]));
    const { violations, findings, lastAt } = judgeAll(pausing(260, pauses)).check(RULE);
    expect({ violations, findings: findings.length, lastAt }).toEqual({ violations: 1, findings: 5, lastAt: 240 });
  });

  it('is skipped below five gaps', () => {
    expect(judgeAll(pausing(5, { 4: 9000 })).check(RULE)).toMatchObject({
      status: 'skipped',
      reason: 'needs 5 gaps between messages, 4 came',
    });
  });
});
