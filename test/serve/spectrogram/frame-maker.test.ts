import { describe, expect, it } from 'vitest';
import { FrameMaker } from '../../../src/serve/spectrogram/frame-maker.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import { framesOf, makeFrames, numbers, START, starts, valuesOf } from '../../support/serve-frames.ts';

describe('FrameMaker', () => {
  it('gives the same bytes for the same job and start, others for another seed', () => {
    expect(makeFrames({ seed: 4 }).bytes).toEqual(makeFrames({ seed: 4 }).bytes);
    expect(makeFrames({ seed: 4 }).bytes).not.toEqual(makeFrames({ seed: 5 }).bytes);
  });

  it('numbers frames from 1, keeps rows on cadence, ends after the frames of the job', () => {
    const frames = framesOf('', { frames: 4, rows: 2 }, 100);
    expect(numbers(frames)).toEqual([1, 2, 3, 4]);
    expect(starts(frames)).toEqual([0, 25, 50, 75, 100, 125, 150, 175]);
    for (const { rows } of frames)
      for (const { start, end, canvas } of rows) expect([end - start, canvas]).toEqual([25, 'canvas-j']);
  });

  it('puts the exact extremes of its values into the header', () => {
    for (const frame of framesOf('', { sensors: 20, bins: 33, rows: 3 })) {
      expect(frame.max).toBe(Math.max(...valuesOf(frame)));
      expect(frame.min).toBe(Math.min(...valuesOf(frame)));
    }
  });

  it('schedules frames absolutely, or all at once', () => {
    expect(makeFrames({ fps: 10 }, 4).slots.map(({ dueMs }) => dueMs)).toEqual([0, 100, 200, 300]);
    expect(makeFrames({ fps: 0 }, 4).slots.map(({ dueMs }) => dueMs)).toEqual([0, 0, 0, 0]);
    const { slots } = makeFrames({ fps: 30, frames: 0 }, 3001);
    expect(slots.at(-1)?.dueMs).toBeCloseTo(100_000, 4);
  });

  it('keeps row times whole and free of drift when the step is no whole number', () => {
    const at = starts(framesOf('', { fps: 30, frames: 0 }, 3001));
    expect(at.every((start) => Number.isInteger(start))).toBe(true);
    expect(at.at(-1)).toBe(100_000);
    expect(starts(framesOf('', { dtMs: 0.5, rows: 4 }, 2))).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
  });

  it('gives each stream its own channels', () => {
    const job = createJob('j', { sensors: 7, bins: 3, streams: 3, firstSensor: 10 });
    const ids = [0, 1, 2].map((stream) =>
      new FrameMaker(job, stream, START).next()?.frame?.rows[0]?.sensors.map(({ id }) => id),
    );
    expect(ids).toEqual([
      [10, 11],
      [12, 13],
      [14, 15, 16],
    ]);
  });
});
