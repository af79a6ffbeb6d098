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
    let place = at + 1;
    let byte = bytes[place]!;
    place += 1;
    let length = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (shift > 21) return false;
      byte = bytes[place]!;
      place += 1;
      length |= (byte & 0x7f) << shift;
    }
    const end = place + length;
    if (end > limit) return false;
    this.id = 0;
    this.hasId = bytes[place] === this.#id;
    if (this.hasId) {
      byte = bytes[place + 1]!;
      place += 2;
      let id = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        if (shift > 21) return false;
        byte = bytes[place]!;
        place += 1;
        id |= (byte & 0x7f) << shift;
      }
      this.id = id;
    }
    if (bytes[place] !== this.#values) return false;
    byte = bytes[place + 1]!;
    place += 2;
    length = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      if (shift > 21) return false;
      byte = bytes[place]!;
      place += 1;
      length |= (byte & 0x7f) << shift;
    }
    // Whatever was misread above, the two ends agree for this form alone.
    if (length === 0 || place + length !== end || length % this.#width !== 0) return false;
    this.end = end;
    this.values = place;
    this.length = length;
    return true;
  }
}

function entryOf(table: MessageTable, action: number): FieldEntry | null {
  return table.entries().find((entry) => entry.action === action) ?? null;
}

/** A tag of one byte; `NONE` for a number that needs more. */
function tagByte(number: number, wireType: number): number {
  return number < 16 ? (number << 3) | wireType : NONE;
}
