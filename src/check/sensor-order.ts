import type { Frame } from '../base/frame.ts';

/** The first slot of a row whose id is not above the one before it; -1 when ids ascend strictly. */
export function firstDisorder({ sensors, rows }: Frame, row: number): number {
  const end = rows.sensorBegin[row + 1] as number;
  for (let slot = (rows.sensorBegin[row] as number) + 1; slot < end; slot += 1) {
    if ((sensors.id[slot] as number) <= (sensors.id[slot - 1] as number)) return slot;
  }
  return -1;
}

/** The ids of a row in ascending order, in a table that is used again for the next row. */
export class SortedIds {
  #table: Int32Array = new Int32Array(64);

  of({ sensors, rows }: Frame, row: number): Int32Array {
    const begin = rows.sensorBegin[row] as number;
    const end = rows.sensorBegin[row + 1] as number;
    if (this.#table.length < end - begin) this.#table = new Int32Array((end - begin) * 2);
    const ids = this.#table.subarray(0, end - begin);
    ids.set(sensors.id.subarray(begin, end));
    // oxlint-disable-next-line unicorn/no-array-sort -- in place on purpose: the table is ours
    return ids.sort();
  }
}
