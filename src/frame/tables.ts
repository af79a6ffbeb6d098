import type { RowTable, SensorTable } from '../base/frame.ts';

/** The rows of a frame; grows by doubling. */
export class Rows implements RowTable {
  start: Float64Array = new Float64Array(16);
  end: Float64Array = new Float64Array(16);
  canvas: Int32Array = new Int32Array(16);
  /** One longer than the others, for the end of the last row. */
  sensorBegin: Int32Array = new Int32Array(17);

  /** Makes room for row `row` and gives it the values of a row that sends nothing. */
  begin(row: number, sensor: number): void {
    this.#hold(row);
    this.start[row] = 0;
    this.end[row] = 0;
    this.canvas[row] = 0;
    this.sensorBegin[row] = sensor;
  }

  #hold(row: number): void {
    const size = this.start.length;
    if (row < size) return;
    this.start = copied(new Float64Array(size * 2), this.start);
    this.end = copied(new Float64Array(size * 2), this.end);
    this.canvas = copied(new Int32Array(size * 2), this.canvas);
    this.sensorBegin = copied(new Int32Array(size * 2 + 1), this.sensorBegin);
  }
}

/** The sensors of all rows of a frame; grows by doubling. */
export class Sensors implements SensorTable {
  id: Int32Array = new Int32Array(64);
  count: Int32Array = new Int32Array(64);
  min: Float64Array = new Float64Array(64);
  max: Float64Array = new Float64Array(64);
  nonFinite: Int32Array = new Int32Array(64);
  hashLow: Int32Array = new Int32Array(64);
  hashHigh: Int32Array = new Int32Array(64);
  /** Byte in the scanner's memory at which the values begin. */
  valueBegin: Int32Array = new Int32Array(64);

  /** Makes room for sensor slot `slot` and gives it the values of a sensor that sends nothing. */
  begin(slot: number): void {
    this.#hold(slot);
    this.id[slot] = 0;
    this.count[slot] = 0;
    this.valueBegin[slot] = 0;
    this.min[slot] = Infinity;
    this.max[slot] = -Infinity;
    this.nonFinite[slot] = 0;
    this.hashLow[slot] = 0;
    this.hashHigh[slot] = 0;
  }

  #hold(slot: number): void {
    const size = this.id.length;
    if (slot < size) return;
    this.id = copied(new Int32Array(size * 2), this.id);
    this.count = copied(new Int32Array(size * 2), this.count);
    this.min = copied(new Float64Array(size * 2), this.min);
    this.max = copied(new Float64Array(size * 2), this.max);
    this.nonFinite = copied(new Int32Array(size * 2), this.nonFinite);
    this.hashLow = copied(new Int32Array(size * 2), this.hashLow);
    this.hashHigh = copied(new Int32Array(size * 2), this.hashHigh);
    this.valueBegin = copied(new Int32Array(size * 2), this.valueBegin);
  }
}

function copied<Table extends Int32Array | Float64Array>(into: Table, from: Table): Table {
  into.set(from);
  return into;
}
