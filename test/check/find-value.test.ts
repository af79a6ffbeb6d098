import { describe, expect, it } from 'vitest';
import { findBin, findSensors } from '../../src/check/find-value.ts';
import { buildFrame } from '../support/check-frames.ts';

const frame = buildFrame({
  rows: [
    {
      sensors: [
        { id: 1, values: [1, 5] },
        { id: 2, values: [7, 9] },
      ],
    },
  ],
});

describe('findBin', () => {
  it('gives the first bin that answers, else -1', () => {
    expect(findBin(frame, 1, (value) => value > 7)).toBe(1);
    expect(findBin(frame, 0, (value) => value > 7)).toBe(-1);
  });
});

describe('findSensors', () => {
  it('gives the first sensor that answers and how many do', () => {
    expect(findSensors(frame, (slot) => (frame.sensors.max[slot] ?? 0) > 4)).toEqual({ first: 0, found: 2 });
    expect(findSensors(frame, () => false)).toEqual({ first: -1, found: 0 });
  });
});
