import type { Frame } from '../base/frame.ts';

/** A hash table over the sensors of one row, used again for the next: no allocation, no comparing all with all. */
export class TwinTable {
  /** Slot in the frame, by bucket; valid where the stamp is of this row. */
  #slots: Int32Array = new Int32Array(128);
  #stamps: Int32Array = new Int32Array(128);
  #stamp = 0;

  /** Begins a row of so many sensors. */
  open(sensors: number): void {
    this.#stamp += 1;
    let size = this.#slots.length;
    while (size < sensors * 2) size *= 2;
    if (size === this.#slots.length) return;
    this.#slots = new Int32Array(size);
    this.#stamps = new Int32Array(size);
  }

  /** Slot of an earlier sensor of the row with the same values, else -1 and the sensor is remembered. */
  twin(frame: Frame, slot: number): number {
    const { hashLow, hashHigh, count } = frame.sensors;
    const mask = this.#slots.length - 1;
    let bucket = ((hashLow[slot] as number) ^ Math.imul(hashHigh[slot] as number, 0x9e3779b1)) & mask;
    while (this.#stamps[bucket] === this.#stamp) {
      const other = this.#slots[bucket] as number;
      const alike =
        hashLow[other] === hashLow[slot] && hashHigh[other] === hashHigh[slot] && count[other] === count[slot];
      if (alike && sameBytes(frame.valueBytes(other), frame.valueBytes(slot))) return other;
      bucket = (bucket + 1) & mask;
    }
    this.#stamps[bucket] = this.#stamp;
    this.#slots[bucket] = slot;
    return -1;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}
