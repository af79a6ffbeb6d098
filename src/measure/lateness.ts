import type { SignedState } from '../base/distribution-state.ts';
import type { LatenessSummary } from '../base/result.ts';
import { SignedDistribution } from './signed.ts';

/** The cadence messages should have, ms between two, and who said so. */
export interface Nominal {
  readonly ms: number;
  readonly origin: string;
}

/**
 * Lateness against the schedule the first message sets: L_k = R_k - (R_first + k*T), ms, negative when early. The
 * first message, late by 0 by definition, is not counted.
 */
export class Lateness {
  readonly #nominal: Nominal;
  readonly #distribution = new SignedDistribution();
  #first: number | null = null;
  #k = 0;

  constructor(nominal: Nominal) {
    this.#nominal = nominal;
  }

  add(arrival: number): void {
    if (this.#first === null) this.#first = arrival;
    else this.#distribution.add(arrival - (this.#first + this.#k * this.#nominal.ms));
    this.#k += 1;
  }

  merge(state: SignedState): void {
    this.#distribution.merge(state);
  }

  summary(): LatenessSummary {
    return {
      nominalMs: this.#nominal.ms,
      origin: this.#nominal.origin,
      count: this.#distribution.count,
      p50: this.#distribution.quantile(0.5),
      p95: this.#distribution.quantile(0.95),
      p99: this.#distribution.quantile(0.99),
      max: this.#distribution.max,
    };
  }

  get state(): SignedState {
    return this.#distribution.state;
  }

  destroy(): void {
    this.#distribution.destroy();
  }
}
