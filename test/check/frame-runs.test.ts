import { describe, expect, it } from 'vitest';
import { FrameFacts } from '../../src/check/frame-facts.ts';
import { FrameRuns } from '../../src/check/frame-runs.ts';
import { healthyFrames } from '../support/check-frames.ts';

describe('FrameRuns', () => {
  it('counts the frames running that equal their predecessor, each frame once', () => {
    const runs = new FrameRuns();
    const facts = new FrameFacts();
    const values = [1, 1, 1, 2, 2, 1];
    const counted = healthyFrames(6, { value: (row) => values[row - 1] ?? 0 }).map((frame) => {
      facts.read(frame);
      runs.read(frame.index, facts);
      runs.read(frame.index, facts);
      return runs.equal;
    });
    expect(counted).toEqual([0, 1, 2, 0, 1, 0]);
    expect(runs.seen).toBe(6);
  });
});
