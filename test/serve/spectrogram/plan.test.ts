import { describe, expect, it } from 'vitest';
import { extremesOf, sensorsOf } from '../../../src/serve/spectrogram/plan.ts';
import type { FramePlan } from '../../../src/serve/spectrogram/plan.ts';

function frame(...sensors: number[][]): FramePlan {
  const rows = sensors.map((values, id) => ({
    canvas: 'c',
    start: 0,
    end: 1,
    sensors: [{ id, values: Float32Array.from(values) }],
  }));
  return { rows, max: null, min: null, number: null, sentAt: null };
}

describe('extremesOf', () => {
  it('finds the extremes over all rows, leaving out what is not finite', () => {
    expect(extremesOf(frame([-3, 2, Number.NaN], [Infinity, -Infinity, 7]))).toEqual({ max: 7, min: -3 });
  });

  it('is null without a finite value', () => {
    expect(extremesOf(frame([Number.NaN], []))).toBeNull();
  });
});

describe('sensorsOf', () => {
  it('lists the sensors of all rows', () => {
    expect(sensorsOf(frame([1], [2], [3])).map(({ id }) => id)).toEqual([0, 1, 2]);
  });
});
