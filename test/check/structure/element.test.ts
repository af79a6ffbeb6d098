import { describe, expect, it } from 'vitest';
import type { Frame, FrameShape } from '../../../src/base/frame.ts';
import { buildShape, healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'structure.element';

const assumed: FrameShape = { ...buildShape(), element: 'float32 (assumed: no type agrees)', elementAssumed: true };

/** Frames that agree, do not, or have no header to agree with. */
function frames(agree: readonly (boolean | undefined)[]): Frame[] {
  return healthyFrames(agree.length).map((frame, i) => ({ ...frame, elementAgrees: agree[i] }));
}

const NO = Array.from({ length: 10 }, () => false);

describe(RULE, () => {
  it('passes when one of the first 10 frames agrees', () => {
    const judged = judgeAll(frames([...NO.slice(1), true]), { shape: assumed });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1, violations: 0 });
  });

  it('warns when none of the first 10 does, whatever comes later, with the first of them as the place', () => {
    const judged = judgeAll(frames([undefined, ...NO, true]), { shape: assumed });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', examined: 1, violations: 1, firstAt: 1 });
    expect(judged.finding(RULE)).toMatchObject({
      frame: 1,
      path: 'current_max_amp',
      expected: expect.stringContaining('(header)'),
      message:
        'read as float32, the values agree with the header in none of the first 9 frames that have one; see --element',
    });
  });

  it('warns at the end of a stream of fewer frames', () => {
    expect(judgeAll(frames([false, undefined]), { shape: assumed }).finding(RULE).message).toContain('first 1 frame ');
  });

  it('warns as soon as it knows', () => {
    expect(judgeAll(frames(NO), { shape: assumed }).judge.tally()).toMatchObject({ warnings: 1 });
  });

  it('is skipped where no frame has a header to agree with', () => {
    const judged = judgeAll(frames([undefined, undefined]), { shape: assumed });
    expect(judged.check(RULE)).toMatchObject({
      status: 'skipped',
      reason: 'maximum and minimum are absent, 0 or not finite',
    });
  });

  it('is skipped where the type is declared or given', () => {
    const shape = { ...assumed, elementAssumed: false };
    for (const of of [buildShape(), shape]) {
      expect(judgeAll(frames([undefined]), { shape: of }).check(RULE)).toMatchObject({
        status: 'skipped',
        reason: 'the element type is not assumed: the layout declares it or it was given (--element)',
      });
    }
  });
});
