import { describe, expect, it } from 'vitest';
import { healthyFrames, judgeAll, noise } from '../../support/check-frames.ts';

const RULE = 'nonzero.repeated';

function standing(repeats: number): ReturnType<typeof healthyFrames> {
  return healthyFrames(12, { value: (row, ...at) => noise(row > 5 && row <= 5 + repeats ? 5 : row, ...at) });
}

describe(RULE, () => {
  it('passes frames that change, and two repetitions', () => {
    expect(judgeAll(standing(2)).check(RULE)).toMatchObject({ status: 'passed', examined: 12 });
  });

  it('warns of the third frame running that equals the one before', () => {
    const judged = judgeAll(standing(3));
    expect(judged.check(RULE)).toMatchObject({ status: 'warned', violations: 1, firstAt: 7 });
    expect(judged.finding(RULE).sensor).toBeUndefined();
  });

  it('warns of one sensor that repeats itself ten frames running', () => {
    const stuck = (count: number): ReturnType<typeof judgeAll> =>
      judgeAll(healthyFrames(count, { value: (row, sensor, bin) => noise(sensor === 1 ? 1 : row, sensor, bin) }));
    expect(stuck(10).check(RULE).violations).toBe(0);
    expect(stuck(12).check(RULE)).toMatchObject({ status: 'warned', violations: 2, firstAt: 10 });
    expect(stuck(12).finding(RULE)).toMatchObject({ sensor: 2, actual: 'equal to the previous frame, 10 running' });
  });

  it('is tolerated by the share of sensors', () => {
    const frames = healthyFrames(40, { value: (row, ...at) => noise(row > 5 && row <= 8 ? 5 : row, ...at) });
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.03 } }).check(RULE).status).toBe('passed');
    expect(judgeAll(frames, { tolerances: { [RULE]: 0.02 } }).check(RULE).status).toBe('warned');
  });

  it('is skipped below four frames, and for frames of one value', () => {
    expect(judgeAll(healthyFrames(3)).check(RULE).reason).toBe('needs 4 frames of two values, 3 came');
    expect(judgeAll(healthyFrames(30, { sensors: 1, bins: 1, value: () => 1 })).check(RULE).status).toBe('skipped');
  });
});
