import { describe, expect, it } from 'vitest';
import { framesPerSecond, megabytesPerSecond, unionMs } from '../../src/measure/throughput.ts';

describe('framesPerSecond', () => {
  it('counts intervals, not messages', () => {
    expect(framesPerSecond(11, 1000)).toBe(10);
  });

  it('is null below two messages and where no time passed', () => {
    expect(framesPerSecond(1, 0)).toBeNull();
    expect(framesPerSecond(5, 0)).toBeNull();
  });
});

describe('megabytesPerSecond', () => {
  it('takes 10^6 bytes for a megabyte', () => {
    expect(megabytesPerSecond(3, 5_000_000, 2000)).toBe(2.5);
    expect(megabytesPerSecond(1, 0, 0)).toBeNull();
  });
});

describe('unionMs', () => {
  it('counts overlapping time once and empty time not at all', () => {
    const spans = [
      { first: 500, last: 600 },
      { first: 0, last: 100 },
      { first: 50, last: 200 },
      { first: 60, last: 70 },
    ];
    expect(unionMs(spans)).toBe(300);
    expect(unionMs([])).toBe(0);
  });
});
