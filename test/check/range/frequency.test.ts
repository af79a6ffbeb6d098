import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../src/base/expectation.ts';
import { healthyFrames, judgeAll } from '../../support/check-frames.ts';
import type { Judged } from '../../support/check-frames.ts';

const RULE = 'range.frequency';
const fact = <T>(value: T): { value: T; origin: string } => ({ value, origin: 'description' });
const AXIS = [0, 10, 20, 30, 40, 50, 60, 70];

function judgeAxis(axis: readonly number[], more: Partial<Expectation> = {}): Judged {
  return judgeAll(healthyFrames(2), { expectation: { frequencies: fact(axis), ...more } });
}

describe(RULE, () => {
  it('passes an ascending axis within its limits, counted once', () => {
    const judged = judgeAxis(AXIS, { prr: fact(140), frequencyRange: fact({ min: 5, max: 65 }) });
    expect(judged.check(RULE)).toMatchObject({ status: 'passed', examined: 1 });
  });

  it.each([
    ['does not ascend', [0, 10, 20, 20, 40, 50, 60, 70], {}, 3],
    ['is negative', [-1, 10, 20, 30, 40, 50, 60, 70], {}, 0],
    ['lies above PRR/2', AXIS, { prr: fact(130) }, 7],
    ['lies more than one bin below the requested range', AXIS, { frequencyRange: fact({ min: 11, max: 70 }) }, 0],
    ['lies more than one bin above the requested range', AXIS, { frequencyRange: fact({ min: 0, max: 59 }) }, 7],
  ])('fails an axis that %s', (_, axis, more, bin) => {
    const judged = judgeAxis(axis, more);
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1 });
    expect(judged.finding(RULE)).toMatchObject({ bin, hz: axis[bin] });
  });

  it('takes PRR/NFFT for the width of a bin where it is larger', () => {
    const more = { frequencyRange: fact({ min: 0, max: 45 }), prr: fact(1000), nfft: fact(32) };
    expect(judgeAxis(AXIS, more).check(RULE).status).toBe('passed');
  });

  it('fails an axis that is not as long as there are bins', () => {
    const judged = judgeAxis([0, 10]);
    expect(judged.finding(RULE).message).toBe('the frequency axis has 2 entries for 8 bins');
  });

  it('counts further faults in the one finding', () => {
    expect(judgeAxis([-10, -20]).finding(RULE).message).toContain('2 more faults of the axis');
  });

  it('judges the axis without a frame, and is skipped without an axis', () => {
    const judged = judgeAll([], { expectation: { frequencies: fact([3, 2]) } });
    expect(judged.check(RULE).status).toBe('failed');
    expect(judgeAll(healthyFrames(2)).check(RULE).reason).toContain('frequency axis is unknown');
  });
});
