import { describe, expect, it } from 'vitest';
import { sideOf, spreadOf } from '../../src/measure/spread.ts';

describe('sideOf', () => {
  it.each([
    [[7], { median: 7, min: 7, max: 7, spread: 0 }],
    [[3, 1], { median: 2, min: 1, max: 3, spread: 1 }],
    [[10, 1, 2], { median: 2, min: 1, max: 10, spread: 4.5 }],
    [[4, 1, 3, 2, 5], { median: 3, min: 1, max: 5, spread: 2 }],
    [[1, 2, 3, 4], { median: 2.5, min: 1, max: 4, spread: 1.5 }],
  ])('of %j', (values, side) => {
    expect(sideOf(values)).toEqual(side);
  });

  it('of nothing there is none', () => {
    expect(sideOf([])).toBeNull();
  });
});

describe('spreadOf', () => {
  it('leaves out what is not known', () => {
    expect(spreadOf([3, null, 1])).toEqual({ min: 1, median: 2, max: 3 });
    expect(spreadOf([null])).toEqual({ min: null, median: null, max: null });
  });
});
