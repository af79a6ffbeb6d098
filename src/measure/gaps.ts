import type { GapSummary } from '../base/result.ts';
import { plural } from '../base/text.ts';
import { COALESCED_LIMIT, coalescedReason } from './coalesce.ts';
import { p95Interval } from './confidence.ts';
import { Distribution } from './distribution.ts';
import { notEstimable } from './percentiles.ts';
import type { Quantile } from './percentiles.ts';

/** Times between consecutive messages of one stream, ms. */
export class Gaps {
  readonly #distribution = new Distribution();
  #coalesced = 0;

  /** `gap` 0 means that one read of the socket completed both messages. */
  add(gap: number): void {
    this.#distribution.add(gap);
    if (gap === 0) this.#coalesced += 1;
  }

  /** Adds the gaps of a finished summary, exactly. */
  merge(summary: GapSummary): void {
    this.#distribution.merge({ ...summary, m2: (summary.stddev ?? 0) ** 2 * summary.count });
    this.#coalesced += Math.round((summary.coalescedShare ?? 0) * summary.count);
  }

  get count(): number {
    return this.#distribution.count;
  }

  summary(): GapSummary {
    const { count, min, mean, stddev, max } = this.#distribution.moments;
    const share = count === 0 ? null : this.#coalesced / count;
    const coalesced = share !== null && share > COALESCED_LIMIT;
    const quantile = (q: Quantile): number | null => (coalesced ? null : this.#distribution.quantile(q));
    const reason = coalesced ? coalescedReason(share) : this.#reason();
    return {
      count,
      min,
      mean,
      stddev,
      p50: quantile(0.5),
      p90: quantile(0.9),
      p95: quantile(0.95),
      p95Interval: coalesced ? null : p95Interval(this.#distribution),
      p99: quantile(0.99),
      p999: quantile(0.999),
      max,
      coalescedShare: share,
      ...(reason === null ? {} : { reason }),
      histogram: this.#distribution.encode(),
    };
  }

  destroy(): void {
    this.#distribution.destroy();
  }

  #reason(): string | null {
    const reasons: string[] = [];
    const few = notEstimable(this.count, 'gap');
    if (few !== null) reasons.push(few);
    if (this.#distribution.above > 0) {
      reasons.push(`${plural(this.#distribution.above, 'gap')} above 1 h counted as 1 h in the percentiles`);
    }
    return reasons.length === 0 ? null : reasons.join('; ');
  }
}

/** Several streams' gaps as one distribution: counts, extremes and moments exact, percentiles from the merged histogram. */
export function mergeGaps(summaries: readonly GapSummary[]): GapSummary {
  const gaps = new Gaps();
  for (const summary of summaries) gaps.merge(summary);
  const merged = gaps.summary();
  gaps.destroy();
  return merged;
}
