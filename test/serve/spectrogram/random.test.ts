import { describe, expect, it } from 'vitest';
import { mix, seeded } from '../../../src/serve/spectrogram/random.ts';

describe('mix', () => {
  it('gives the same 32-bit number for the same two, others for others', () => {
    expect(mix(1, 2)).toBe(mix(1, 2));
    const some = new Set(Array.from({ length: 1000 }, (_, i) => mix(7, i)));
    expect(some.size).toBe(1000);
    for (const value of some) expect(value >= 0 && value < 2 ** 32 && Number.isInteger(value)).toBe(true);
  });
});

describe('seeded', () => {
  it('repeats itself for a seed and is spread evenly over 0 to 1', () => {
    const [a, b] = [seeded(3), seeded(3)];
    const values = Array.from({ length: 10_000 }, () => a());
    expect(values.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => b()));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
  });
});
