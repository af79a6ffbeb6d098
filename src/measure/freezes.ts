import type { FreezeSummary } from '../base/result.ts';

const WINDOW = 30;
const FIRST_JUDGED = 5;
const MARGIN_MS = 150;

/**
 * Freezes as W3C webrtc-stats defines them: a gap of at least max(3*avg, avg + 150 ms), avg over the up to 30 gaps
 * before it, judged from the 5th gap on.
 */
export class Freezes {
  readonly #window = new Float64Array(WINDOW);
  #gaps = 0;
  #count = 0;
  #total = 0;
  #longest = 0;
  #elapsed = 0;

  /** Takes the next gap, ms; true when it is a freeze. */
  add(gap: number): boolean {
    const frozen = this.#gaps + 1 >= FIRST_JUDGED && gap >= this.#limit();
    this.#window[this.#gaps % WINDOW] = gap;
    this.#gaps += 1;
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
    if (this.#gaps < FIRST_JUDGED) return null;
    return {
      count: this.#count,
      totalMs: this.#total,
      longestMs: this.#longest,
      timeShare: this.#elapsed > 0 ? Math.min(1, this.#total / this.#elapsed) : null,
    };
  }

  #limit(): number {
    const known = Math.min(this.#gaps, WINDOW);
    let sum = 0;
    // Summed afresh: a running sum would drift over millions of gaps.
    for (let i = 0; i < known; i += 1) sum += this.#window[i] ?? 0;
    const average = sum / known;
    return Math.max(3 * average, average + MARGIN_MS);
  }
}
