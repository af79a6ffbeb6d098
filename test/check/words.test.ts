import { describe, expect, it } from 'vitest';
import { fromFact, number, others, time } from '../../src/check/words.ts';

describe('the words of findings', () => {
  it('name who expected what', () => {
    expect(fromFact({ value: 50, origin: '--sensors' })).toBe('50 (--sensors)');
    expect(fromFact({ value: 1500, origin: 'default' }, (ms) => `${ms / 1000} s`)).toBe('1.5 s (default)');
  });

  it('give values in digits that tell them from their limits', () => {
    expect([number(0.1), number(100.002), number(Number.NaN)]).toEqual(['0.1', '100.002', 'NaN']);
  });

  it('give times by the calendar, fractions and impossible ones as numbers', () => {
    expect(time(Date.UTC(2026, 0))).toBe('2026-01-01T00:00:00.000Z');
    expect(time(Date.UTC(2026, 0) + 0.5)).toContain('.5 ms)');
    expect(time(1e300)).toBe('1.000e+300');
  });

  it('say how many more there are, or nothing', () => {
    expect(others(0)).toBe('');
    expect(others(3)).toBe('; 3 more in this frame');
    expect([others(1, 'sensor'), others(2, 'sensor')]).toEqual([
      '; 1 more sensor in this frame',
      '; 2 more sensors in this frame',
    ]);
  });
});
