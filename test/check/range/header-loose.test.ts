import { describe, expect, it } from 'vitest';
import type { PlainFrame } from '../../support/check-frames.ts';
import { buildShape, healthyFrames, judgeAll, without } from '../../support/check-frames.ts';

const RULE = 'range.header-loose';
const wide = (plain: PlainFrame): PlainFrame => ({ ...plain, headerMax: 1000, headerMin: 0 });

describe(RULE, () => {
  it('warns from the tenth frame on that fills less than 1 % of the span', () => {
    const judged = judgeAll(healthyFrames(12, { change: wide }));
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', examined: 12, violations: 3, firstAt: 9 });
    expect(judged.finding(RULE).message).toContain('the picture is black');
  });

  it('passes when one frame in ten fills it', () => {
    const frames = healthyFrames(40, {
      value: (row, sensor, bin) => (row % 10 === 0 && bin === 0 ? 500 + sensor : 0.1 * sensor),
      change: wide,
    });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'passed', examined: 40 });
  });

  it('passes when the header is wide in fewer than ten frames running', () => {
    const change = (plain: PlainFrame, index: number): PlainFrame => (index % 10 === 9 ? plain : wide(plain));
    expect(judgeAll(healthyFrames(40, { change })).check(RULE)).toMatchObject({ status: 'passed', examined: 40 });
  });

  it('is skipped below ten frames and without both extremes', () => {
    expect(judgeAll(healthyFrames(9, { change: wide })).check(RULE).reason).toContain('needs 10 frames');
    const shape = buildShape(without('headerMin'));
    expect(judgeAll(healthyFrames(12), { shape }).check(RULE).reason).toBe('maximum and minimum are not both sent');
  });
});
