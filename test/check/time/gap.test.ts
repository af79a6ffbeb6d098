import { describe, expect, it } from 'vitest';
import { badMessage, buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'time.gap';
const expectation = { rowStepMs: { value: 50, origin: 'description' } };

/** Frames without the ones listed. */
function missing(count: number, lost: readonly number[]): ReturnType<typeof healthyFrames> {
  return healthyFrames(count).filter(({ index }) => !lost.includes(index));
}

describe(RULE, () => {
  it('passes steps of dt', () => {
    expect(judgeAll(healthyFrames(10), { expectation }).check(RULE)).toMatchObject({ status: 'passed', examined: 9 });
  });

  it('fails a step of more than 1.5 dt + 1 ms and counts the rows lost', () => {
    const judged = judgeAll(missing(30, [10, 11]), { expectation });
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 12 });
    expect(judged.finding(RULE).message).toBe('a gap of 150.0 ms between two rows: 2 rows lost');
    expect(judged.finding(RULE).expected).toContain('dt 50 ms, description');
  });

  it('sits exactly on its limit without failing', () => {
    const late = (start: number): number =>
      judgeAll(
        healthyFrames(3, {
          change: (plain, index) =>
            index === 2
              ? { ...plain, rows: plain.rows.map((row) => ({ ...row, start: (row.start ?? 0) + start })) }
              : plain,
        }),
        { expectation },
      ).check(RULE).violations;
    expect(late(26)).toBe(0);
    expect(late(27)).toBe(1);
  });

  it('takes the median of the first 20 steps for dt and judges those late', () => {
    const judged = judgeAll(missing(40, [5]));
    expect(judged.check(RULE)).toMatchObject({ violations: 1, firstAt: 6, examined: 38 });
    expect(judged.finding(RULE)).toMatchObject({ frame: 6, frameNumber: 7 });
    expect(judged.finding(RULE).expected).toContain('median of the first steps');
  });

  it('makes do with three steps at the end, not with two', () => {
    expect(judgeAll(missing(6, [3])).check(RULE)).toMatchObject({ violations: 1, firstAt: 4 });
    expect(judgeAll(healthyFrames(3)).check(RULE)).toMatchObject({ status: 'skipped', violations: 0 });
    expect(judgeAll(healthyFrames(3)).check(RULE).reason).toContain('step between rows is unknown');
  });

  it.each(['shape', 'row-count', 'truncated'])('calls no row lost that came in a frame with a fault (%s)', (kind) => {
    const frames = healthyFrames(30).map((frame) =>
      frame.index === 10 ? badMessage(10, { kind, offset: 0, message: 'x' }) : frame,
    );
    expect(judgeAll(frames, { expectation }).check(RULE)).toMatchObject({ status: 'passed', examined: 27 });
    const lossy = frames.filter(({ index }) => index !== 20);
    expect(judgeAll(lossy, { expectation }).check(RULE)).toMatchObject({ violations: 1, firstAt: 21 });
  });

  it('is skipped without row times', () => {
    const shape = buildShape(without('rowStart'));
    expect(judgeAll(healthyFrames(9), { shape, expectation }).check(RULE).reason).toBe('no row times are sent');
    expect(judgeAll(healthyFrames(1), { expectation }).check(RULE).reason).toBe('no canvas had two rows');
  });
});
