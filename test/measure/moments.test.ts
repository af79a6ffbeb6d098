import { array, assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments } from '../../src/measure/moments.ts';

function of(values: readonly number[]): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}

describe('Moments', () => {
  it('are null of nothing', () => {
    const { min, max, mean, stddev, count } = new Moments();
    expect([min, max, mean, stddev, count]).toEqual([null, null, null, null, 0]);
  });

  it('are exact for whole numbers', () => {
    const { min, max, mean, stddev } = of([2, 4, 4, 4, 5, 5, 7, 9]);
    expect([min, max, mean, stddev]).toEqual([2, 9, 5, 2]);
  });

  it('hold their precision far from zero', () => {
    expect(of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).stddev).toBeCloseTo(Math.sqrt(22.5), 6);
  });

  it('of parts merge to those of the whole, however it is cut', () => {
    const values = array(double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 40 });
    assert(
      property(values, values, (left, right) => {
        const merged = of(left);
        merged.merge(of(right).state);
        const whole = of([...left, ...right]);
        expect(merged.count).toBe(whole.count);
        expect(merged.min).toBe(whole.min);
        expect(merged.max).toBe(whole.max);
        expect(merged.mean ?? 0).toBeCloseTo(whole.mean ?? 0, 6);
        expect(merged.stddev ?? 0).toBeCloseTo(whole.stddev ?? 0, 5);
      }),
    );
  });
});
