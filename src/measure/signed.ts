import type { SignedState } from '../base/distribution-state.ts';
import { Distribution } from './distribution.ts';
import { estimable, nearestRank } from './percentiles.ts';
import type { Quantile } from './percentiles.ts';

/** Milliseconds of either sign: two distributions back to back, since a histogram takes no negative value. */
export class SignedDistribution {
  readonly #negative = new Distribution();
  readonly #positive = new Distribution();

  add(ms: number): void {
    if (ms < 0) this.#negative.add(-ms);
    else this.#positive.add(ms);
  }

  merge(state: SignedState): void {
    this.#negative.merge(state.negative);
    this.#positive.merge(state.positive);
  }

  get count(): number {
    return this.#negative.count + this.#positive.count;
  }

  get min(): number | null {
    const largest = this.#negative.moments.max;
    return largest === null ? this.#positive.moments.min : -largest;
  }

  get max(): number | null {
    const smallest = this.#negative.moments.min;
    return this.#positive.moments.max ?? (smallest === null ? null : -smallest);
  }

  /** By nearest rank; null below the samples it needs. */
  quantile(quantile: Quantile): number | null {
    if (!estimable(quantile, this.count)) return null;
    const rank = nearestRank(quantile, this.count);
    const below = this.#negative.count;
    if (rank > below) return this.#positive.atRank(rank - below);
    const magnitude = this.#negative.atRank(below - rank + 1);
    return magnitude === null ? null : -magnitude;
  }

  get state(): SignedState {
    return { negative: this.#negative.state, positive: this.#positive.state };
  }

  destroy(): void {
    this.#negative.destroy();
    this.#positive.destroy();
  }
}
