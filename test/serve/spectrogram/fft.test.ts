import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFft } from '../../../src/serve/spectrogram/fft.ts';

/** The definition, O(n^2). */
function dft(re: readonly number[], im: readonly number[]): [number[], number[]] {
  const n = re.length;
  const term = (k: number, i: number): [number, number] => {
    const angle = (-2 * Math.PI * k * i) / n;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [re[i]! * c - im[i]! * s, re[i]! * s + im[i]! * c];
  };
  const sum = (k: number, part: 0 | 1): number => re.reduce((total, _, i) => total + term(k, i)[part], 0);
  return [re.map((_, k) => sum(k, 0)), re.map((_, k) => sum(k, 1))];
}

describe('createFft', () => {
  it('agrees with the direct transform', () => {
    const signals = fc.integer({ min: 0, max: 7 }).chain((log) =>
      fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), {
        minLength: 2 ** log,
        maxLength: 2 ** log,
      }),
    );
    fc.assert(
      fc.property(signals, (signal) => {
        const re = signal.map(([value]) => value);
        const im = signal.map(([, value]) => value);
        const [outRe, outIm] = [Float64Array.from(re), Float64Array.from(im)];
        createFft(signal.length)(outRe, outIm);
        const [wantRe, wantIm] = dft(re, im);
        for (let k = 0; k < signal.length; k += 1) {
          expect(outRe[k]).toBeCloseTo(wantRe[k]!, 9);
          expect(outIm[k]).toBeCloseTo(wantIm[k]!, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, 3, 100, -4, 1.5])('refuses size %d', (size) => {
    expect(() => createFft(size)).toThrow(RangeError);
  });
});
