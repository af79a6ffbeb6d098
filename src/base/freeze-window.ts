const WINDOW = 30;
const FIRST_JUDGED = 5;
const MARGIN_MS = 150;

/**
 * Tells a freeze as W3C webrtc-stats defines it: a gap of at least max(3*avg, avg + 150 ms), avg over the up to 30
 * gaps before it, judged from the 5th gap on.
 */
export class FreezeWindow {
  readonly #window = new Float64Array(WINDOW);
  #gaps = 0;

  /** Whether enough gaps have come for one to be judged. */
  get judged(): boolean {
    return this.#gaps >= FIRST_JUDGED;
  }

  /** Takes the next gap, ms; the limit it reached when it is a freeze, else null. */
  add(gap: number): number | null {
    // The limit is above the margin; to look at the window for every gap would cost more than the rest.
    const limit = gap >= MARGIN_MS && this.#gaps + 1 >= FIRST_JUDGED ? this.#limit() : Infinity;
    this.#window[this.#gaps % WINDOW] = gap;
    this.#gaps += 1;
    return gap >= limit ? limit : null;
  }

  #limit(): number {
    const known = Math.min(this.#gaps, WINDOW);
    let sum = 0;
    // Summed afresh: a running sum would drift over millions of gaps.
    for (let i = 0; i < known; i += 1) sum += this.#window[i] as number;
    const average = sum / known;
    return Math.max(3 * average, average + MARGIN_MS);
  }
}
