import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll, noise } from '../../support/check-frames.ts';

const RULE = 'nonzero.frozen';

/** Frames whose values stand still from row 5 for so many further ones. */
function standing(repeats: number): ReturnType<typeof healthyFrames> {
  return healthyFrames(30, { value: (row, ...at) => noise(row > 5 && row <= 5 + repeats ? 5 : row, ...at) });
}

describe(RULE, () => {
  it('passes frames that change, and nine repetitions', () => {
    expect(judgeAll(standing(0)).check(RULE)).toMatchObject({ status: 'passed', examined: 30 });
    expect(judgeAll(standing(9)).check(RULE).violations).toBe(0);
  });

  it('fails the tenth frame running that equals the one before, and those after it', () => {
    const judged = judgeAll(standing(12));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 3, firstAt: 14, lastAt: 16 });
    expect(judged.finding(RULE).actual).toBe('equal to the previous frame, 10 running');
  });

  it('does not let quiet sensors hide that the others stand still', () => {
    const frames = healthyFrames(15, { value: (row, sensor, bin) => noise(sensor === 0 ? row : 1, sensor, bin) });
    const expectation = { quiet: [{ min: 1, max: 1 }] };
    expect(judgeAll(frames).check(RULE).violations).toBe(0);
    expect(judgeAll(frames, { expectation }).check(RULE).violations).toBe(5);
  });

  it('is skipped when too few frames came', () => {
    expect(judgeAll(healthyFrames(10)).check(RULE).reason).toBe('needs 11 frames with values, 10 came');
  });
});
