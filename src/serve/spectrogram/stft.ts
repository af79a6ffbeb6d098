import { createFft } from './fft.ts';

/** Level of silence, dB. */
export const FLOOR_DB = -160;

/** Short-time spectra of real samples. */
export interface Stft {
  /** nfft/2 + 1. */
  readonly bins: number;
  /** Samples from one row to the next: half a window. */
  readonly hop: number;
  /** Whole windows in so many samples. */
  rowsIn(samples: number): number;
  /** Spectrum of the window that begins at sample `row * hop`, in dB (a full-scale sine is 0), not below FLOOR_DB, at `offset` in `into`. */
  row(samples: Float32Array, row: number, into: Float32Array, offset: number): void;
}

/** Hann window, 50 % overlap; throws RangeError unless `nfft` is a power of two from 128 to 65536. */
export function createStft(nfft: number): Stft {
  if (nfft < 128 || nfft > 65_536) throw new RangeError('NFFT is a power of two from 128 to 65536');
  const fft = createFft(nfft);
  const hop = nfft / 2;
  const bins = hop + 1;
  const window = Float64Array.from({ length: nfft }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / nfft));
  // A sine of amplitude 1 on a bin has |X| = sum(window)/2, and the window sums up to nfft/2.
  const fullScale = nfft / 4;
  const re = new Float64Array(nfft);
  const im = new Float64Array(nfft);

  return {
    bins,
    hop,
    rowsIn: (samples) => Math.max(0, Math.floor((samples - nfft) / hop) + 1),
    row: (samples, row, into, offset) => {
      for (let i = 0; i < nfft; i += 1) re[i] = (samples[row * hop + i] ?? 0) * window[i]!;
      im.fill(0);
      fft(re, im);
      for (let bin = 0; bin < bins; bin += 1) {
        const level = 20 * Math.log10(Math.hypot(re[bin]!, im[bin]!) / fullScale);
        into[offset + bin] = Math.max(FLOOR_DB, level);
      }
    },
  };
}
