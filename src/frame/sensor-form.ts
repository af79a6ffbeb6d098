import { ScalarType } from '../schema/descriptors.ts';
import type { FieldEntry, MessageTable } from '../schema/message-table.ts';
import { WIRE_BYTES } from '../schema/wire-reader.ts';
import * as actions from './actions.ts';

/** One byte that no tag of the form is. */
const NONE = -1;

/**
 * How nearly every sensor lies on the wire: its length, its id, its values in one packed piece, nothing else. Reads that
 * and no more; what looks otherwise is left to the reader of every legal form, so that this one need not tell what is wrong.
 */
export class SensorForm {
  /** The sensor last read: where it ends, its id (0 where none was sent), where its values begin, and their bytes. */
  end = 0;
  id = 0;
  hasId = false;
  values = 0;
  length = 0;
  readonly #sensor: number;
  readonly #id: number;
  readonly #values: number;
  readonly #width: number;
  /** Where the next byte is read. */
  #place = 0;

  /** `sensors`: the entry of the list in its row; `width`: bytes of a value. */
  constructor(sensors: FieldEntry, table: MessageTable, width: number) {
    const [id, values] = [entryOf(table, actions.SENSOR_ID), entryOf(table, actions.VALUES)];
    const isPlain = id?.scalar === ScalarType.INT32 || id?.scalar === ScalarType.UINT32;
    this.#sensor = sensors.wireType === WIRE_BYTES ? tagByte(sensors.number, WIRE_BYTES) : NONE;
    this.#id = id !== null && isPlain ? tagByte(id.number, id.wireType) : NONE;
    this.#values = values === null ? NONE : tagByte(values.number, WIRE_BYTES);
    this.#width = width;
  }

  /** Whether a sensor of this form begins at `at`, tag included, and ends by `limit`. */
  read(bytes: Uint8Array, at: number, limit: number): boolean {
    if (bytes[at] !== this.#sensor) return false;
    this.#place = at + 1;
    const size = this.#number(bytes);
    const end = this.#place + size;
    if (size < 0 || end > limit) return false;
    this.id = 0;
    this.hasId = bytes[this.#place] === this.#id;
    if (this.hasId) {
      this.#place += 1;
      this.id = this.#number(bytes);
    }
    if (this.id < 0 || bytes[this.#place] !== this.#values) return false;
    this.#place += 1;
    const length = this.#number(bytes);
    // Whatever was misread above, the two ends agree for this form alone.
    if (length <= 0 || this.#place + length !== end || length % this.#width !== 0) return false;
    this.end = end;
    this.values = this.#place;
    this.length = length;
    return true;
  }

  /** A varint of up to 28 bits; -1 for a longer one. */
  #number(bytes: Uint8Array): number {
    let number = 0;
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = bytes[this.#place]!;
      this.#place += 1;
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
    return -1;
  }
}

function entryOf(table: MessageTable, action: number): FieldEntry | null {
  return table.entries().find((entry) => entry.action === action) ?? null;
}

/** A tag of one byte; `NONE` for a number that needs more. */
function tagByte(number: number, wireType: number): number {
  return number < 16 ? (number << 3) | wireType : NONE;
}
