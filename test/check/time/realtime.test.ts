import { describe, expect, it } from 'vitest';
import { T0, buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';
import type { JudgeRun } from '../../support/check-frames.ts';

const RULE = 'time.realtime';
const live: JudgeRun = { expectation: { live: true } };

/** Frames whose source time advances at `pace` of arrival time, over 20 s. */
function paced(pace: number, frames = 400): ReturnType<typeof healthyFrames> {
  return healthyFrames(frames, {
    change: (plain, index) => {
      const start = T0 + index * 50 * pace;
      return { ...plain, sourceTime: start, rows: plain.rows.map((row) => ({ ...row, start, end: start + 50 })) };
    },
  });
}

describe(RULE, () => {
  it.each([0.96, 1, 1.04])('passes a pace of %d', (pace) => {
    expect(judgeAll(paced(pace), live).check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it.each([
    [0.94, 'falling behind'],
    [1.06, 'running ahead of'],
  ])('fails a pace of %d', (pace, text) => {
    const judged = judgeAll(paced(pace), live);
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE).message).toContain(text);
    expect(judged.finding(RULE).actual).toBe(String(pace));
  });

  it('does not count what came in the first 5 s', () => {
    const frames = healthyFrames(400, {
      change: (plain, index) => {
        const start = T0 + (index < 90 ? index * 500 : 40_000 + index * 50);
        return { ...plain, rows: plain.rows.map((row) => ({ ...row, start, end: start + 50 })) };
      },
    });
    expect(judgeAll(frames, live).check(RULE).violations).toBe(0);
  });

  it('takes the start of rows, else the send time, where ends are not sent', () => {
    for (const shape of [buildShape(without('rowEnd')), buildShape(without('rowEnd', 'rowStart'))]) {
      expect(judgeAll(paced(0.9), { ...live, shape }).check(RULE).violations).toBe(1);
    }
  });

  it('is skipped for historic jobs, for bench, without source time, and below 15 s', () => {
    expect(judgeAll(paced(0.5)).check(RULE).reason).toBe('the job is not live');
    expect(judgeAll(paced(0.5), { expectation: { live: true, realtime: false } }).check(RULE).reason).toContain(
      'by stream only',
    );
    const shape = buildShape(without('rowEnd', 'rowStart', 'sourceTime'));
    expect(judgeAll(paced(0.5), { ...live, shape }).check(RULE).reason).toBe('no source time is sent');
    expect(judgeAll(paced(0.5, 300), live).check(RULE).reason).toContain('needs 10.00 s of stream');
  });
});
