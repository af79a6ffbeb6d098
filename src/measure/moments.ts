import type { MomentsState } from '../base/distribution-state.ts';

/** Exact extremes, mean and standard deviation in constant memory (Welford; merging after Chan et al.). */
export class Moments {
  #count = 0;
  #min = Infinity;
  #max = -Infinity;
  #mean = 0;
  #m2 = 0;

  add(value: number): void {
    this.#count += 1;
    const delta = value - this.#mean;
    this.#mean += delta / this.#count;
    this.#m2 += delta * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  merge(other: MomentsState): void {
    if (other.count === 0 || other.min === null || other.max === null || other.mean === null) return;
    const count = this.#count + other.count;
    const delta = other.mean - this.#mean;
    this.#m2 += other.m2 + (delta * delta * this.#count * other.count) / count;
    this.#mean += (delta * other.count) / count;
    this.#count = count;
    this.#min = Math.min(this.#min, other.min);
    this.#max = Math.max(this.#max, other.max);
  }

  get count(): number {
    return this.#count;
  }

  get min(): number | null {
    return this.#count === 0 ? null : this.#min;
  }

  get max(): number | null {
    return this.#count === 0 ? null : this.#max;
  }

  get mean(): number | null {
    return this.#count === 0 ? null : this.#mean;
  }

  /** Of the population: sqrt(m2 / n). */
  get stddev(): number | null {
    return this.#count === 0 ? null : Math.sqrt(this.#m2 / this.#count);
  }

  get state(): MomentsState {
    return { count: this.#count, min: this.min, max: this.max, mean: this.mean, m2: this.#m2 };
  }
}
