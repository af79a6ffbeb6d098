import { describe, expect, it } from 'vitest';
import { frequencyAxis } from '../../../src/serve/spectrogram/frequencies.ts';

describe('frequencyAxis', () => {
  it('is 0..PRR/2 in steps of PRR/NFFT', () => {
    const { first, step, hz } = frequencyAxis({ prr: 1000, nfft: 1024 });
    expect([first, step, hz.length, hz[0], hz[1], hz.at(-1)]).toEqual([0, 1, 513, 0, 1000 / 1024, 500]);
  });

  it('crops to the range, its ends included', () => {
    const { first, hz } = frequencyAxis({ prr: 2000, nfft: 2000, range: { min: 100, max: 102 } });
    expect([first, hz]).toEqual([100, [100, 101, 102]]);
    // 0.1 * 3 is a little more than 0.3.
    expect(frequencyAxis({ prr: 0.1 * 100, nfft: 100, range: { min: 0.1 * 3, max: 0.1 * 7 } }).hz).toHaveLength(5);
  });

  it('decimates to the bins it is given, inside the range', () => {
    const { first, step, hz } = frequencyAxis({ prr: 1000, nfft: 1024, range: { min: 0, max: 500 }, bins: 64 });
    expect([first, step, hz.length]).toEqual([0, 8, 64]);
    expect(hz.at(-1)).toBeLessThanOrEqual(500);
    expect(hz.every((one, i) => i === 0 || Math.abs(one - hz[i - 1]! - 7.8125) < 1e-9)).toBe(true);
  });

  it('spreads more bins than there are, stays within PRR/2, and is empty where there is none', () => {
    const { step, hz } = frequencyAxis({ prr: 1000, nfft: 128, bins: 100 });
    expect([step, hz.length, hz[0]]).toEqual([1, 100, 0]);
    expect(hz.at(-1)).toBeCloseTo(500, 6);
    expect(frequencyAxis({ prr: 1000, nfft: 128, range: { min: 0, max: 9999 } }).hz.at(-1)).toBe(500);
    expect(frequencyAxis({ prr: 1000, nfft: 128, range: { min: 0.1, max: 0.2 } }).hz).toEqual([]);
    expect(frequencyAxis({ prr: 1000, nfft: 128, range: { min: 600, max: 700 }, bins: 4 }).hz).toEqual([]);
  });

  it('has the one frequency of no FFT', () => {
    expect(frequencyAxis({ prr: 2000, nfft: 1 }).hz).toEqual([0]);
  });
});
