import { describe, expect, it } from 'vitest';
import { binsOf, firstRows } from '../../../src/serve/spectrogram/part-picture.ts';
import type { Picture } from '../../../src/serve/spectrogram/plan.ts';

const picture: Picture = {
  sensors: 2,
  bins: 5,
  rows: 7,
  row: (index, into, at) =>
    into.set(
      [0, 1, 2, 3, 4, 10, 11, 12, 13, 14].map((value) => 100 * index + value),
      at,
    ),
};

describe('binsOf', () => {
  it('takes every second bin from the first on, sensor by sensor, where it is told', () => {
    const into = new Float32Array(5).fill(-1);
    const part = binsOf(picture, { first: 1, step: 2, bins: 2 });
    part.row(3, into, 1);
    expect([...into]).toEqual([-1, 301, 303, 311, 313]);
    expect(part).toMatchObject({ sensors: 2, bins: 2, rows: 7 });
  });

  it('is the picture itself when nothing is left out', () => {
    expect(binsOf(picture, { first: 0, step: 1, bins: 5 })).toBe(picture);
  });
});

describe('firstRows', () => {
  it('ends earlier, never later', () => {
    expect(firstRows(picture, 3).rows).toBe(3);
    expect(firstRows(picture, Infinity)).toBe(picture);
  });
});
