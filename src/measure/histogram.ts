import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { Histogram as Hdr } from 'hdr-histogram-js';

const LOWEST_US = 1;
const HIGHEST_US = 3_600_000_000;
const NEAR = 2048;

/**
 * HdrHistogram of integer microseconds, 3 significant digits, 1 us to 1 h. What lies outside is clamped and counted.
 * The JavaScript build: the WebAssembly one is faster by 0.1 us a value, but ends the process when it runs out of its
 * own memory.
 */
export class Histogram {
  /** 95 kB, so not before there is something to count: most streams leave half their histograms empty. */
  #made: Hdr | null = null;
  /** Counts of 0 to 2047 us not yet in the histogram, whose buckets are single microseconds there: most gaps of a fast stream. */
  #near: Float64Array | null = null;
  #nearCount = 0;
  #below = 0;
  #above = 0;

  get #hdr(): Hdr {
    this.#made ??= empty();
    if (this.#nearCount > 0) this.#settle(this.#made);
    return this.#made;
  }

  /** Reads HdrHistogram V2 base64; throws when the text is not one. How much was clamped is not in it. */
  static decode(text: string): Histogram {
    const histogram = new Histogram();
    histogram.#hdr.add(decodeFromCompressedBase64(text, 32, false));
    return histogram;
  }

  /** Adds a value in microseconds, rounded; throws on what is not a number. */
  record(microseconds: number): void {
    if (Number.isNaN(microseconds)) throw new RangeError('a histogram takes numbers, not NaN');
    const rounded = Math.round(microseconds);
    if (rounded < LOWEST_US) this.#below += 1;
    if (rounded > HIGHEST_US) this.#above += 1;
    if (rounded < NEAR) {
      this.#near ??= new Float64Array(NEAR);
      this.#near[Math.max(LOWEST_US, rounded)]! += 1;
      this.#nearCount += 1;
      return;
    }
    this.#hdr.recordValue(Math.min(HIGHEST_US, rounded));
  }

  /** Adds the counts of another; exact, since all share their buckets. */
  merge(other: Histogram): void {
    if (other.count > 0) this.#hdr.add(other.#hdr);
    this.#below += other.#below;
    this.#above += other.#above;
  }

  get count(): number {
    return (this.#made?.totalCount ?? 0) + this.#nearCount;
  }

  /** How many values were below 1 us or above 1 h. */
  get clamped(): { readonly below: number; readonly above: number } {
    return { below: this.#below, above: this.#above };
  }

  /** Microseconds of the rank-th smallest value (1-based), the upper end of its bucket; throws outside 1..count. */
  atRank(rank: number): number {
    if (rank < 1 || rank > this.count) throw new RangeError(`no rank ${rank} among ${this.count} values`);
    // Half a rank lower, so that rounding in the library cannot reach the next one.
    return this.#hdr.getValueAtPercentile((100 * (rank - 0.5)) / this.count);
  }

  /** How many values are at most `microseconds`, as far as the buckets tell. */
  countUpTo(microseconds: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.atRank(middle) <= microseconds) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** HdrHistogram V2, compressed, base64. */
  encode(): string {
    return encodeIntoCompressedBase64(this.#hdr);
  }

  /** Frees what the build in use may hold outside the garbage collector's reach. */
  destroy(): void {
    this.#made?.destroy();
    this.#made = null;
    this.#near = null;
    this.#nearCount = 0;
  }

  #settle(into: Hdr): void {
    this.#nearCount = 0;
    this.#near?.forEach((count, us) => {
      if (count > 0) into.recordValueWithCount(us, count);
    });
    this.#near?.fill(0);
  }
}

function empty(): Hdr {
  return build({
    lowestDiscernibleValue: LOWEST_US,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
    autoResize: false,
    useWebAssembly: false,
  });
}
