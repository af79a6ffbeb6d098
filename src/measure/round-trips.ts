import type { RoundTripSummary } from '../base/metrics.ts';
import { p95Interval } from './confidence.ts';
import { Distribution } from './distribution.ts';
import { notEstimable } from './percentiles.ts';

/** Waits, ms: from a message of ours to the reply to it, or to the first frame of a stream. */
export class RoundTrips {
  readonly #distribution = new Distribution();
  readonly #noun: string;

  /** `noun`: what one of them is called where there are too few. */
  constructor(noun: string = 'round trip') {
    this.#noun = noun;
  }

  add(ms: number): void {
    this.#distribution.add(Math.max(0, ms));
  }

  /** Adds those of a finished summary, exactly. */
  merge(summary: RoundTripSummary): void {
    this.#distribution.merge({ ...summary, m2: (summary.stddev ?? 0) ** 2 * summary.count });
  }

  /** The summary; call once, nothing may follow. */
  close(): RoundTripSummary {
    const { count, min, mean, stddev, max } = this.#distribution.moments;
    const reason = notEstimable(count, this.#noun);
    const summary: RoundTripSummary = {
      count,
      min,
      mean,
      stddev,
      p50: this.#distribution.quantile(0.5),
      p90: this.#distribution.quantile(0.9),
      p95: this.#distribution.quantile(0.95),
      p95Interval: p95Interval(this.#distribution),
      p99: this.#distribution.quantile(0.99),
      p999: this.#distribution.quantile(0.999),
      max,
      ...(reason === null ? {} : { reason }),
      histogram: this.#distribution.encode(),
    };
    this.#distribution.destroy();
    return summary;
  }
}

/** Several summaries as one: counts, extremes and moments exact, percentiles from the merged histogram. */
export function mergeRoundTrips(summaries: readonly RoundTripSummary[], noun?: string): RoundTripSummary {
  const trips = new RoundTrips(noun);
  for (const summary of summaries) trips.merge(summary);
  return trips.close();
}
