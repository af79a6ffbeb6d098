import { describe, expect, it } from 'vitest';
import { DelayVariation, Jitter } from '../../src/measure/jitter.ts';
import { range } from '../support/measure-arrivals.ts';

describe('Jitter', () => {
  it('is null before the second message', () => {
    const jitter = new Jitter();
    jitter.add(5);
    expect(jitter.summary('x', null)).toBeNull();
  });

  it('moves a sixteenth of the way to each difference', () => {
    const jitter = new Jitter();
    for (const transit of [100, 116, 116, 100]) jitter.add(transit);
    // |D| = 16, 0, 16: J = 1, 0.9375, 1.87890625.
    expect(jitter.summary('server_timestamp, 1 ms', 3)).toEqual({
      formula: 'RFC 3550 6.4.1',
      source: 'server_timestamp, 1 ms',
      final: 1.87890625,
      mean: (1 + 0.9375 + 1.87890625) / 3,
      max: 1.87890625,
      pdvP95: 3,
    });
  });
});

describe('DelayVariation', () => {
  it('is measured from the smallest delay, wherever in the stream it stands', () => {
    const variation = new DelayVariation();
    for (const i of range(100)) variation.add(1e6 + (i === 50 ? -20 : i % 10));
    // 95 of 100 values are 8 or less above the base, 28 above the smallest.
    expect(variation.p95()).toBeCloseTo(29, 1);
    variation.destroy();
  });

  it('needs its samples', () => {
    const variation = new DelayVariation();
    variation.add(1);
    expect(variation.p95()).toBeNull();
  });
});
