import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/base/frame.ts';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';

const RULE = 'job.id';
const asked = (value: string): { jobId: { value: string; origin: string } } => ({
  jobId: { value, origin: '--job' },
});
const carrying = (jobId: number | undefined): Frame[] => healthyFrames(3).map((frame) => ({ ...frame, jobId }));

describe(RULE, () => {
  it.each(['12-70788', '70788', 'job 70788'])('passes frames with the last number of %s', (id) => {
    const judged = judgeAll(carrying(70_788), { expectation: asked(id) });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('warns of another job', () => {
    const judged = judgeAll(carrying(70_789), { expectation: asked('12-70788') });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 3, firstAt: 0, lastAt: 2 });
    expect(judged.finding(RULE)).toMatchObject({
      expected: '12-70788 (--job)',
      actual: '70789',
      message: 'the frame belongs to job 70789, not to 12-70788',
    });
  });

  it('is skipped where it cannot be told', () => {
    const reason = (frames: Frame[], expectation = {}): unknown => judgeAll(frames, { expectation }).check(RULE).reason;
    expect(reason(carrying(7))).toBe('no job was asked for');
    expect(reason(carrying(undefined), asked('12-70788'))).toBe('the frames carry no job id');
    expect(reason(carrying(7), asked('nightly'))).toBe('the job id nightly has no number');
    expect(reason(carrying(7), asked('12-99999999999'))).toBe('the job id 12-99999999999 has no number');
  });
});
