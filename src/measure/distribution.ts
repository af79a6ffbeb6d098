import type { DistributionState } from '../base/distribution-state.ts';
import { Histogram } from './histogram.ts';
import { Moments } from './moments.ts';
import { estimable, nearestRank } from './percentiles.ts';
import type { Quantile } from './percentiles.ts';

/** Durations in milliseconds, none negative: percentiles from a histogram, everything else exact. */
export class Distribution {
  readonly #histogram = new Histogram();
  readonly #moments = new Moments();

  add(ms: number): void {
    this.#histogram.record(ms * 1000);
    this.#moments.add(ms);
  }

  merge(state: DistributionState): void {
    if (state.histogram === null) return;
    const other = Histogram.decode(state.histogram);
    this.#histogram.merge(other);
    other.destroy();
    this.#moments.merge(state);
  }

  get moments(): Moments {
    return this.#moments;
  }

  get count(): number {
    return this.#moments.count;
  }

  /** How many values were above the histogram's hour. */
  get above(): number {
    return this.#histogram.clamped.above;
  }

  /** The rank-th smallest value, ms, never outside the exact extremes; null when there is none. */
  atRank(rank: number): number | null {
    const { min, max } = this.#moments;
    if (min === null || max === null || rank < 1 || rank > this.count) return null;
    return Math.min(max, Math.max(min, this.#histogram.atRank(rank) / 1000));
  }

  /** By nearest rank; null below the samples it needs. */
  quantile(quantile: Quantile): number | null {
    return estimable(quantile, this.count) ? this.atRank(nearestRank(quantile, this.count)) : null;
  }

  encode(): string | null {
    return this.count === 0 ? null : this.#histogram.encode();
  }

  get state(): DistributionState {
    return { ...this.#moments.state, histogram: this.encode() };
  }

  destroy(): void {
    this.#histogram.destroy();
  }
}
