/** Sensors whose runs are followed; a server that invents ids must not grow us without end. */
const MOST = 65_536;

/** Gives each sensor key a lasting slot. Keys that stand where they stood in the previous frame cost no look-up. */
export class SensorSlots {
  /** Lasting slot of each position of the frame last read; -1 for a sensor not followed. */
  at: Int32Array = new Int32Array(64);
  /** Slots given so far. */
  used = 0;
  readonly #known = new Map<number, number>();
  #keys: Int32Array = new Int32Array(64);
  #held = 0;

  set(position: number, key: number): number {
    if (position < this.#held && this.#keys[position] === key) return this.at[position] as number;
    if (position >= this.at.length) this.#grow(position);
    const slot = this.#slot(key);
    this.#keys[position] = key;
    this.at[position] = slot;
    this.#held = Math.max(this.#held, position + 1);
    return slot;
  }

  #slot(key: number): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.used >= MOST) return -1;
    const slot = this.used;
    this.used += 1;
    this.#known.set(key, slot);
    return slot;
  }

  #grow(position: number): void {
    const length = Math.max(position + 1, this.at.length * 2);
    this.at = grown(this.at, length);
    this.#keys = grown(this.#keys, length);
  }
}

/** The same table with room for `length` entries. */
export function grown<T extends Int32Array | Float64Array>(table: T, length: number): T {
  const larger = new (table.constructor as new (length: number) => T)(length);
  larger.set(table);
  return larger;
}
