import { describe, expect, it } from 'vitest';
import { Timeline } from '../../src/measure/timeline.ts';

describe('Timeline', () => {
  it('shows silent seconds with 0 frames, and the gap where it ended', () => {
    const timeline = new Timeline();
    timeline.add(0, 10, null);
    timeline.add(2500, 10, 2500);
    expect(timeline.seconds()).toEqual([
      { second: 0, frames: 1, bytes: 10, gapMaxMs: null },
      { second: 1, frames: 0, bytes: 0, gapMaxMs: null },
      { second: 2, frames: 1, bytes: 10, gapMaxMs: 2500 },
    ]);
  });

  it('merges neighbours when it would grow past its bound, losing no frame', () => {
    const timeline = new Timeline(4);
    for (let second = 0; second < 10; second += 1) timeline.add(second * 1000, 5, second === 0 ? null : second);
    const seconds = timeline.seconds();
    expect(seconds).toEqual([
      { second: 0, frames: 4, bytes: 20, gapMaxMs: 3 },
      { second: 4, frames: 4, bytes: 20, gapMaxMs: 7 },
      { second: 8, frames: 2, bytes: 10, gapMaxMs: 9 },
    ]);
  });

  it('leaps over a silence of any length', () => {
    const timeline = new Timeline(4);
    timeline.add(0, 1, null);
    timeline.add(1e9, 1, 1e9);
    expect(timeline.seconds().length).toBeLessThanOrEqual(4);
    expect(timeline.seconds().reduce((sum, { frames }) => sum + frames, 0)).toBe(2);
  });
});
