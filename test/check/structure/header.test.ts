import { describe, expect, it } from 'vitest';
import { buildShape, healthyFrames, judgeAll, only, without } from '../../support/check-frames.ts';

const RULE = 'structure.header';

describe(RULE, () => {
  it('passes a finite maximum not below the minimum', () => {
    expect(judgeAll(healthyFrames(3)).check(RULE)).toMatchObject({ status: 'passed', examined: 3 });
  });

  it('fails a maximum below the minimum', () => {
    const change = only([2], (plain) => ({ ...plain, headerMax: -1, headerMin: 1 }));
    const judged = judgeAll(healthyFrames(4, { change }));
    expect(judged.finding(RULE)).toMatchObject({ frame: 2, frameNumber: 3, path: 'current_max_amp', actual: '-1' });
  });

  it.each([
    [Number.NaN, 0, 'current_max_amp', 'NaN'],
    [1, -Infinity, 'current_min_amp', '-Infinity'],
  ])('fails extremes %d and %d', (headerMax, headerMin, path, actual) => {
    const change = only([0], (plain) => ({ ...plain, headerMax, headerMin }));
    expect(judgeAll(healthyFrames(2, { change })).finding(RULE)).toMatchObject({ path, actual });
  });

  it('does not compare the one extreme a server sends with the one it does not', () => {
    const change = only([0, 1], (plain) => ({ ...plain, headerMax: -5, headerMin: 0 }));
    const shape = buildShape(without('headerMin'));
    expect(judgeAll(healthyFrames(2, { change }), { shape }).check(RULE)).toMatchObject({
      status: 'passed',
      examined: 2,
    });
  });

  it('is skipped when both are absent or 0', () => {
    const change = only([0, 1], (plain) => ({ ...plain, headerMax: 0, headerMin: 0 }));
    expect(judgeAll(healthyFrames(2, { change })).check(RULE)).toMatchObject({
      status: 'skipped',
      reason: 'maximum and minimum are absent or 0',
    });
    const shape = buildShape(without('headerMax', 'headerMin'));
    expect(judgeAll(healthyFrames(2), { shape }).check(RULE).status).toBe('skipped');
  });
});
