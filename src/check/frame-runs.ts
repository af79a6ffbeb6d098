import type { FrameFacts } from './frame-facts.ts';

/** Counts how many frames running carry the values of the frame before, quiet sensors left out. */
export class FrameRuns {
  /** Frames running, this one included, that equal their predecessor. */
  equal = 0;
  /** Frames compared so far, the first one included. */
  seen = 0;
  #low = 0;
  #high = 0;
  #values = -1;
  #index = -1;

  /** Idempotent for one frame. */
  read(index: number, { loudHashLow, loudHashHigh, loudValues }: FrameFacts): void {
    if (index === this.#index) return;
    const same =
      this.seen > 0 && loudHashLow === this.#low && loudHashHigh === this.#high && loudValues === this.#values;
    this.equal = same ? this.equal + 1 : 0;
    this.seen += 1;
    this.#index = index;
    this.#low = loudHashLow;
    this.#high = loudHashHigh;
    this.#values = loudValues;
  }
}
