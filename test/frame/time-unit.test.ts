import { describe, expect, it } from 'vitest';
import { TIME_UNITS, toMs } from '../../src/frame/time-unit.ts';

describe('toMs', () => {
  it('turns every unit into milliseconds', () => {
    const same = { ms: 1500.25, s: 1.50025, us: 1_500_250, ns: 1_500_250_000 };
    expect(TIME_UNITS.map((unit) => toMs(same[unit], unit))).toEqual([1500.25, 1500.25, 1500.25, 1500.25]);
  });
});
