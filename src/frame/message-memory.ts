import type { Kernel } from './kernel.ts';
import type { Sensors } from './tables.ts';

const SMALLEST = 1 << 16;
/** Places in the memory are 32-bit integers, and half of it is for gathered values. */
const LARGEST = 2 ** 30 - 1;

/**
 * Where messages are received and scanned: the kernel's memory, half for the message, half for the values that came
 * in several pieces, which cannot be longer than the message they came in.
 */
export class MessageMemory {
  /** The whole memory. */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Most bytes a message may have. */
  capacity = 0;
  readonly #kernel: Kernel;
  #message: Uint8Array = new Uint8Array(0);
  /** Where gathered values end; they begin at `capacity`. */
  #gathered = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** The message half, grown by doubling until it holds `length` bytes; growing loses what was there; a RangeError above 1 GiB. */
  reserve(length: number): Uint8Array {
    if (length > this.capacity || this.capacity === 0) {
      if (length > LARGEST) throw new RangeError(`a message of ${length} bytes cannot be scanned`);
      this.capacity = Math.min(Math.max(length, this.capacity * 2, SMALLEST), LARGEST);
      const memory = this.#kernel.reserve(this.capacity * 2);
      this.#message = new Uint8Array(memory, 0, this.capacity);
      this.bytes = new Uint8Array(memory);
      this.view = new DataView(memory);
    }
    return this.#message;
  }

  /** Forgets what was gathered. */
  clear(): void {
    this.#gathered = this.capacity;
  }

  /** Adds the values at `at` to a sensor: one piece stays where it is, several are gathered behind the message. */
  append(sensors: Sensors, slot: number, at: number, length: number): void {
    if (length === 0) return;
    const { width } = this.#kernel;
    const count = sensors.count[slot]!;
    sensors.count[slot] = count + length / width;
    sensors.valueBegin[slot] = this.join(sensors.valueBegin[slot]!, count * width, at, length);
  }

  /** Adds the piece at `at` to the `held` bytes at `begin`, which may be the piece joined last; gives where they begin now. */
  join(begin: number, held: number, at: number, length: number): number {
    if (held === 0) return at;
    let joined = begin;
    if (begin < this.capacity) {
      this.bytes.copyWithin(this.#gathered, begin, begin + held);
      joined = this.#gathered;
      this.#gathered += held;
    }
    // Unpacked floats come one at a time, and `copyWithin` costs more than the copy.
    if (length === 4) this.view.setInt32(this.#gathered, this.view.getInt32(at));
    else this.bytes.copyWithin(this.#gathered, at, at + length);
    this.#gathered += length;
    return joined;
  }
}
