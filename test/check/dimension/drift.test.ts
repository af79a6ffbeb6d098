import { describe, expect, it } from 'vitest';
import { buildFrame, changeSensors, fill, healthyFrames, judgeAll, withValues } from '../../support/check-frames.ts';

const RULE = 'dimension.drift';

describe(RULE, () => {
  it('passes frames that keep their shape while their number of rows changes', () => {
    const frames = healthyFrames(5, { rows: (index) => 1 + (index % 3) });
    expect(judgeAll(frames).check(RULE)).toMatchObject({ status: 'passed', examined: 4 });
  });

  it('gives one finding a change, not one a frame', () => {
    const change: Parameters<typeof healthyFrames>[1] = {
      change: (plain, index) => (index >= 3 ? changeSensors(plain, 0, (of) => of.slice(1)) : plain),
    };
    const judged = judgeAll(healthyFrames(8, change));
    expect(judged.check(RULE)).toMatchObject({ status: 'failed', violations: 1, firstAt: 3 });
    expect(judged.finding(RULE)).toMatchObject({
      expected: '4 sensors, 8 bins (previous frame)',
      actual: '3 sensors, 8 bins',
    });
  });

  it('sees a single sensor grow and shrink again', () => {
    const frames = healthyFrames(5, {
      change: (plain, index) => (index === 2 ? withValues(plain, 0, 3, [1, 2]) : plain),
    });
    const judged = judgeAll(frames);
    expect(judged.check(RULE)).toMatchObject({ violations: 2, firstAt: 2, lastAt: 3 });
    expect(judged.finding(RULE).actual).toBe('4 sensors, 2..8 bins');
  });

  it('leaves empty frames to structure.present and needs two others', () => {
    const judged = judgeAll([buildFrame({ rows: [] }), buildFrame({ index: 1, rows: [{ sensors: fill(0, 2, 2) }] })]);
    expect(judged.check(RULE)).toMatchObject({ status: 'skipped' });
  });
});
