import { plural } from '../base/text.ts';

/** The percentiles we report, as quantiles. */
export type Quantile = 0.5 | 0.9 | 0.95 | 0.99 | 0.999;

/**
 * Samples a quantile needs before we name it: the fewest for which the largest sample lies above it with 95 %
 * confidence, n = ceil(ln 0.05 / ln q).
 */
export const MIN_SAMPLES: Readonly<Record<Quantile, number>> = {
  0.5: 5,
  0.9: 29,
  0.95: 59,
  0.99: 299,
  0.999: 2995,
};

/** Whether so many samples allow the quantile to be named. */
export function estimable(quantile: Quantile, count: number): boolean {
  return count >= MIN_SAMPLES[quantile];
}

/** Rank (1-based) of a quantile among `count` sorted samples: nearest rank, ceil(q*n). */
export function nearestRank(quantile: number, count: number): number {
  const exact = quantile * count;
  const whole = Math.round(exact);
  // 0.95 * 100 is not exactly 95 in binary; without this the rank would be one too high.
  return Math.max(1, Math.abs(exact - whole) < 1e-9 * count ? whole : Math.ceil(exact));
}

/** `p95`, `p99.9`. */
export function percentileName(quantile: Quantile): string {
  return `p${Number((quantile * 100).toFixed(1))}`;
}

const REPORTED: readonly Quantile[] = [0.5, 0.9, 0.95, 0.99, 0.999];

/** Which of the reported percentiles cannot be estimated from so few samples; null when all can, or there is none. */
export function notEstimable(count: number, noun: string): string | null {
  const missing = REPORTED.filter((quantile) => count > 0 && !estimable(quantile, count));
  if (missing.length === 0) return null;
  const needs = missing.map((quantile) => `${percentileName(quantile)} needs ${MIN_SAMPLES[quantile]}`);
  return `not estimable from ${plural(count, noun)}: ${needs.join(', ')}`;
}
