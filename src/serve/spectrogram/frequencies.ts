import type { Range } from '../../base/units.ts';

/** The bins a job gives of those its FFT has: every `step`th from `first` on, and the frequency of each, Hz. */
export interface Axis {
  readonly first: number;
  readonly step: number;
  readonly hz: readonly number[];
}

export interface AxisOptions {
  /** Pulse repetition rate, Hz. */
  readonly prr: number;
  readonly nfft: number;
  /** Hz; 0..prr/2. */
  readonly range?: Range | undefined;
  /** Number of frequencies; all there are. */
  readonly bins?: number | undefined;
}

/**
 * Crops to `range` and decimates to `bins`, as servers do; bin width PRR/NFFT. Empty when no bin lies in the range. More `bins` than there are
 * spread over the range evenly, with a step of 1.
 */
export function frequencyAxis({ prr, nfft, range, bins }: AxisOptions): Axis {
  const width = prr / nfft;
  // A bound may itself be a bin; the quotient may then miss it by a rounding error.
  const first = Math.max(0, Math.ceil((range?.min ?? 0) / width - 1e-6));
  const last = Math.min(Math.floor(nfft / 2), Math.floor((range?.max ?? prr / 2) / width + 1e-6));
  const all = Math.max(0, last - first + 1);
  const count = all === 0 ? 0 : (bins ?? all);
  const step = count > 0 && count < all ? Math.floor(all / count) : 1;
  const apart = count > all && all > 0 ? ((all - 1) * width) / Math.max(1, count - 1) : step * width;
  return { first, step, hz: Array.from({ length: count }, (_, i) => first * width + i * apart) };
}
