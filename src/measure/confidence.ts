import type { Distribution } from './distribution.ts';
import { estimable } from './percentiles.ts';

/** Ranks, 1-based; `upper` is null where no sample bounds the quantile from above. */
export interface RankInterval {
  readonly lower: number;
  readonly upper: number | null;
}

const TAIL = 0.025;
/** Below so many samples even the largest does not bound p95 from above with the confidence asked for. */
const UPPER_FROM = 73;

/**
 * Ranks of the order statistics that enclose p95 with 95 % confidence, from the binomial distribution of the number
 * of samples below it: lower = its 2.5 % point, upper = its 97.5 % point + 1. Assumes independent samples.
 */
export function p95Ranks(count: number): RankInterval {
  const [low, high] = binomialPoints(count, 0.95, TAIL, 1 - TAIL);
  return { lower: Math.max(1, low), upper: count < UPPER_FROM || high + 1 > count ? null : high + 1 };
}

/** The values p95 lies between with 95 % confidence, ms; null where p95 is not estimable, its upper end below 73 samples. */
export function p95Interval(
  distribution: Pick<Distribution, 'count' | 'atRank'>,
): readonly [number | null, number | null] | null {
  const { count } = distribution;
  if (!estimable(0.95, count)) return null;
  const { lower, upper } = p95Ranks(count);
  return [distribution.atRank(lower), upper === null ? null : distribution.atRank(upper)];
}

/** The smallest k with P(X <= k) >= each of two probabilities, X ~ Binomial(n, p); sums only where there is weight. */
function binomialPoints(n: number, p: number, first: number, second: number): [number, number] {
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0 && weight > 1e-18; k -= 1) {
    weight *= (k / (n - k + 1)) * ((1 - p) / p);
    below.push(weight);
  }
  const weights = below.toReversed();
  const start = mode - weights.length;
  weights.push(1);
  for (let k = mode, weight = 1; k < n && weight > 1e-18; k += 1) {
    weight *= ((n - k) / (k + 1)) * (p / (1 - p));
    weights.push(weight);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const point = (probability: number): number => {
    let sum = 0;
    const at = weights.findIndex((weight) => (sum += weight) >= probability * total);
    return start + at;
  };
  return [point(first), point(second)];
}
