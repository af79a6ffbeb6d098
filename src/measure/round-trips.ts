import type { RoundTripSummary } from '../base/metrics.ts';
import { Distribution } from './distribution.ts';
import { notEstimable } from './percentiles.ts';

/** Times from a message of ours to the reply to it, ms. */
export class RoundTrips {
  readonly #distribution = new Distribution();

  add(ms: number): void {
    this.#distribution.add(Math.max(0, ms));
  }

  /** The summary; call once, nothing may follow. */
  close(): RoundTripSummary {
    const { count, min, mean, stddev, max } = this.#distribution.moments;
    const reason = notEstimable(count, 'round trip');
    const summary: RoundTripSummary = {
      count,
      min,
      mean,
      stddev,
      p50: this.#distribution.quantile(0.5),
      p90: this.#distribution.quantile(0.9),
      p95: this.#distribution.quantile(0.95),
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
