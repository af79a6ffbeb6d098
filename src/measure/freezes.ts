import { FreezeWindow } from '../base/freeze-window.ts';
import type { FreezeSummary } from '../base/result.ts';

/** Freezes of a stream, as FreezeWindow tells them, added up. */
export class Freezes {
  readonly #window = new FreezeWindow();
  #count = 0;
  #total = 0;
  #longest = 0;
  #elapsed = 0;

  /** Takes the next gap, ms; true when it is a freeze. */
  add(gap: number): boolean {
    const frozen = this.#window.add(gap) !== null;
    this.#elapsed += gap;
    if (frozen) {
      this.#count += 1;
      this.#total += gap;
      this.#longest = Math.max(this.#longest, gap);
    }
    return frozen;
  }

  /** Null while no gap could be judged. */
  summary(): FreezeSummary | null {
    if (!this.#window.judged) return null;
    return {
      count: this.#count,
      totalMs: this.#total,
      longestMs: this.#longest,
      timeShare: this.#elapsed > 0 ? Math.min(1, this.#total / this.#elapsed) : null,
    };
  }
}
