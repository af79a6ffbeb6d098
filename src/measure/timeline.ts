import type { TimelineSecond } from '../base/result.ts';

const MOST_BINS = 86_400;

/**
 * Messages, bytes and the longest gap of each second since the first message. A gap belongs to the second in which it
 * ended. Past `mostBins` seconds neighbours are merged, so that memory stays bounded: bins are then 2, 4, ... s wide.
 */
export class Timeline {
  readonly #mostBins: number;
  #width = 1;
  #frames: number[] = [];
  #bytes: number[] = [];
  #gapMax: number[] = [];

  constructor(mostBins: number = MOST_BINS) {
    this.#mostBins = mostBins;
  }

  /** `sinceFirst` and `gap` in ms; `gap` is null for the first message. */
  add(sinceFirst: number, bytes: number, gap: number | null): void {
    let bin = Math.floor(sinceFirst / 1000 / this.#width);
    while (bin >= this.#mostBins) {
      this.#halve();
      bin = Math.floor(sinceFirst / 1000 / this.#width);
    }
    while (this.#frames.length <= bin) {
      this.#frames.push(0);
      this.#bytes.push(0);
      this.#gapMax.push(-1);
    }
    this.#frames[bin] = (this.#frames[bin] ?? 0) + 1;
    this.#bytes[bin] = (this.#bytes[bin] ?? 0) + bytes;
    this.#gapMax[bin] = Math.max(this.#gapMax[bin] ?? -1, gap ?? -1);
  }

  /** `second` is where the bin begins; silent seconds before the last message are there with 0 frames. */
  seconds(): TimelineSecond[] {
    return this.#frames.map((frames, bin) => {
      const gap = this.#gapMax[bin] ?? -1;
      return { second: bin * this.#width, frames, bytes: this.#bytes[bin] ?? 0, gapMaxMs: gap < 0 ? null : gap };
    });
  }

  #halve(): void {
    this.#width *= 2;
    this.#frames = pairs(this.#frames, (a, b) => a + b, 0);
    this.#bytes = pairs(this.#bytes, (a, b) => a + b, 0);
    this.#gapMax = pairs(this.#gapMax, Math.max, -1);
  }
}

function pairs(values: readonly number[], join: (a: number, b: number) => number, none: number): number[] {
  const half = Array.from<number>({ length: Math.ceil(values.length / 2) });
  return half.map((_, i) => join(values[2 * i] ?? none, values[2 * i + 1] ?? none));
}
