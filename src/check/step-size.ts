const SAMPLE = 20;
const FEWEST = 3;

/** The time between two rows: the nominal one, else the median of the first 20 steps. */
export class StepSize {
  /** Milliseconds; null while unknown. */
  ms: number | null;
  /** Steps seen so far, until 20 of them are enough. */
  readonly #steps: number[] = [];

  constructor(nominal?: number) {
    this.ms = nominal !== undefined && nominal > 0 ? nominal : null;
  }

  add(step: number): void {
    if (this.ms !== null || this.#steps.length >= SAMPLE) return;
    this.#steps.push(step);
    if (this.#steps.length === SAMPLE) this.#settle();
  }

  /** No more will come: makes do with at least three steps. */
  end(): void {
    if (this.ms === null && this.#steps.length >= FEWEST) this.#settle();
  }

  #settle(): void {
    const sorted = this.#steps.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    const median =
      sorted.length % 2 === 1
        ? (sorted[middle] as number)
        : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
    // Rows closer together than the resolution of their timestamps mostly step by 0: their mean still tells.
    const mean = sorted.reduce((sum, step) => sum + step, 0) / sorted.length;
    const ms = median > 0 ? median : mean;
    if (ms > 0) this.ms = ms;
  }
}
