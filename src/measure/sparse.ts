/** More entries are folded into fewer digits, so that the memory and the text of one stay small. */
const MOST_ENTRIES = 600;

/** A distribution of durations that is small while it holds few, and fits into a trailer: microseconds to three digits, counted. */
export class SparseCounts {
  #counts = new Map<number, number>();
  #digits = 3;
  #total = 0;

  /** Reads what `encode` wrote; null for anything else. */
  static decode(text: string): readonly (readonly [us: number, count: number])[] | null {
    if (text === '') return [];
    const pairs = text.split(',').map((pair) => /^([0-9a-z]{1,8})\.([0-9a-z]{1,7})$/.exec(pair));
    if (!pairs.every((pair) => pair !== null)) return null;
    return pairs.map(([, us = '', count = '']) => [parseInt(us, 36), parseInt(count, 36)] as const);
  }

  get count(): number {
    return this.#total;
  }

  /** Adds a duration in ms, negative ones as 0. */
  add(ms: number): void {
    this.#total += 1;
    this.#put(rounded(Math.max(0, ms * 1000), this.#digits), 1);
    while (this.#counts.size > MOST_ENTRIES && this.#digits > 1) this.#coarsen();
  }

  /** `value.count` pairs in base 36, ascending, with commas between. */
  encode(): string {
    return [...this.#counts]
      .toSorted(([a], [b]) => a - b)
      .map(([us, count]) => `${us.toString(36)}.${count.toString(36)}`)
      .join(',');
  }

  #put(us: number, count: number): void {
    this.#counts.set(us, (this.#counts.get(us) ?? 0) + count);
  }

  #coarsen(): void {
    const before = this.#counts;
    this.#digits -= 1;
    this.#counts = new Map();
    for (const [us, count] of before) this.#put(rounded(us, this.#digits), count);
  }
}

/** A whole number of microseconds, at most an hour, with so many significant digits. */
function rounded(us: number, digits: number): number {
  return Math.round(Number(Math.min(us, 3_600_000_000).toPrecision(digits)));
}
