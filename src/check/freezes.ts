const WINDOW = 30;
const FIRST_JUDGED = 5;
const MARGIN_MS = 150;

export interface Freeze {
  /** Frame whose arrival ended the freeze. */
  readonly index: number;
  readonly arrival: number;
  readonly gapMs: number;
  readonly limitMs: number;
}

/**
 * Freezes as W3C webrtc-stats defines them: a gap of at least max(3*avg, avg + 150 ms), avg over the up to 30 gaps
 * before it, judged from the 5th gap on.
 */
export class Freezes {
  gaps = 0;
  count = 0;
  totalMs = 0;
  /** Time between the first and the last message. */
  spanMs = 0;
  onFreeze: ((freeze: Freeze) => void) | undefined;
  #last: number | null = null;
  readonly #window = new Float64Array(WINDOW);

  arrived(index: number, arrival: number): void {
    if (this.#last !== null) this.#gap(index, arrival, arrival - this.#last);
    this.#last = arrival;
  }

  #gap(index: number, arrival: number, gapMs: number): void {
    if (this.gaps + 1 >= FIRST_JUDGED) {
      const limitMs = this.#limit();
      if (gapMs >= limitMs) {
        this.count += 1;
        this.totalMs += gapMs;
        this.onFreeze?.({ index, arrival, gapMs, limitMs });
      }
    }
    this.#window[this.gaps % WINDOW] = gapMs;
    this.gaps += 1;
    this.spanMs += gapMs;
  }

  #limit(): number {
    const known = Math.min(this.gaps, WINDOW);
    let sum = 0;
    // Summed afresh: a running sum would drift over millions of gaps.
    for (let i = 0; i < known; i += 1) sum += this.#window[i] as number;
    const average = sum / known;
    return Math.max(3 * average, average + MARGIN_MS);
  }
}
