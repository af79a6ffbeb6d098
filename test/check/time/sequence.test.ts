import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';
import type { JudgeRun, Judged } from '../../support/check-frames.ts';

const RULE = 'time.sequence';

function numbered(numbers: readonly number[], run: JudgeRun = {}): Judged {
  return judgeAll(
    healthyFrames(numbers.length, { change: (plain, index) => ({ ...plain, sequence: numbers[index] ?? 0 }) }),
    run,
  );
}

describe(RULE, () => {
  it('passes numbers that go up by one', () => {
    expect(numbered([7, 8, 9])).toMatchObject({ lost: 0, repeated: 0 });
    expect(numbered([7, 8, 9]).check(RULE)).toMatchObject({ status: 'passed', examined: 2 });
  });

  it('fails where numbers are left out and counts the lost frames', () => {
    const judged = numbered([1, 2, 5, 6]);
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 2 });
    expect(judged.finding(RULE)).toMatchObject({ frameNumber: 5, expected: '3', actual: '5', path: 'frame_number' });
    expect(judged.finding(RULE).message).toContain('2 frames lost');
    expect(judged).toMatchObject({ lost: 2, repeated: 0 });
  });

  it('counts a repeated number apart from the lost ones', () => {
    const judged = numbered([1, 2, 2, 3]);
    expect(judged.check(RULE)).toMatchObject({ violations: 1, firstAt: 2 });
    expect(judged).toMatchObject({ lost: 0, repeated: 1 });
    expect(judged.finding(RULE).message).toContain('repeated or out of order');
  });

  it('counts lost and repeated though the rule is off or its family is', () => {
    expect(numbered([1, 3, 3], { severities: { [RULE]: 'off' } })).toMatchObject({ lost: 1, repeated: 1 });
    expect(numbered([1, 3, 3], { families: [] })).toMatchObject({ lost: 1, repeated: 1 });
  });

  it('warns, unless told otherwise, where numbers count rows', () => {
    const shape = buildShape(undefined, { sequence: 'row_index' });
    const judged = numbered([1, 2, 5], { shape });
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', severity: 'warning' });
    expect(numbered([1, 2, 5], { shape, severities: { [RULE]: 'error' } }).check(RULE).status).toBe('failed');
  });

  it('is skipped until a number other than 0 is seen', () => {
    expect(numbered([0, 0, 0]).check(RULE).reason).toBe('no frame number other than 0 was seen');
    expect(numbered([0, 0, 0])).toMatchObject({ lost: null, repeated: null });
    expect(numbered([5]).check(RULE).reason).toBe('needs two numbered frames');
    expect(numbered([1, 2], { shape: buildShape(without('sequence')) }).check(RULE).reason).toBe(
      'no frame number is sent',
    );
  });
});
