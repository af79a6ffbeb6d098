/** More canvases than this are not told apart: all further ones share this number. */
export const MOST_CANVASES = 4096;

/** Bytes of all canvas ids together that are kept; ids beyond count as beyond `MOST_CANVASES`. */
const MOST_BYTES = 1 << 20;
const SLOTS = MOST_CANVASES * 2;

/** Numbers for canvas ids: equal bytes, equal number, for the life of the table. Nothing is allocated for a known id. */
export class CanvasIds {
  #kept = new Uint8Array(256);
  #used = 0;
  #count = 0;
  #last = -1;
  readonly #integer = new DataView(new ArrayBuffer(8));
  readonly #integerBytes = new Uint8Array(this.#integer.buffer);
  readonly #begin = new Int32Array(MOST_CANVASES + 1);
  readonly #slots = new Int32Array(SLOTS).fill(-1);

  /** The number of the id at `from .. to` (excluded) of `bytes`. */
  ofBytes(bytes: Uint8Array, from: number, to: number): number {
    // Most rows follow a row of their own canvas.
    if (this.#last !== -1 && this.#is(this.#last, bytes, from, to)) return this.#last;
    let slot = hash(bytes, from, to) % SLOTS;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === -1) return this.#keep(slot, bytes, from, to);
      if (this.#is(id, bytes, from, to)) {
        this.#last = id;
        return id;
      }
      slot = (slot + 1) % SLOTS;
    }
  }

  /** The number of an integer id given as two halves of 64 bits. */
  ofInteger(low: number, high: number): number {
    this.#integer.setInt32(0, low);
    this.#integer.setInt32(4, high);
    return this.ofBytes(this.#integerBytes, 0, 8);
  }

  #keep(slot: number, bytes: Uint8Array, from: number, to: number): number {
    const needed = this.#used + to - from;
    if (this.#count === MOST_CANVASES || needed > MOST_BYTES) return MOST_CANVASES;
    if (needed > this.#kept.length) {
      const grown = new Uint8Array(Math.max(needed, this.#kept.length * 2));
      grown.set(this.#kept);
      this.#kept = grown;
    }
    for (let i = from; i < to; i += 1) this.#kept[this.#used + i - from] = bytes[i]!;
    const id = this.#count;
    this.#used = needed;
    this.#count += 1;
    this.#begin[this.#count] = needed;
    this.#slots[slot] = id;
    this.#last = id;
    return id;
  }

  #is(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const begin = this.#begin[id]!;
    if (this.#begin[id + 1]! - begin !== to - from) return false;
    for (let i = from; i < to; i += 1) if (this.#kept[begin + i - from] !== bytes[i]) return false;
    return true;
  }
}

/** FNV-1a, 32 bits. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c_9dc5;
  for (let i = from; i < to; i += 1) value = Math.imul(value ^ bytes[i]!, 0x0100_0193);
  return value >>> 0;
}
