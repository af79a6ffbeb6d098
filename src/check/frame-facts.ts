import type { Frame } from '../base/frame.ts';
import type { Range } from '../base/units.ts';
import { fold } from './hash.ts';

/** A part of a frame that should be there and is not. */
export interface Absence {
  readonly what: 'rows' | 'sensors' | 'values';
  readonly row: number | null;
  readonly slot: number | null;
}

/** What several rules want to know of one frame, gathered in one pass over its sensors. "Loud" leaves quiet sensors out. */
export class FrameFacts {
  /** Extremes of the finite values; +Infinity / -Infinity when there is none. */
  min: number = Infinity;
  max: number = -Infinity;
  nonFinite = 0;
  loudSensors = 0;
  loudValues = 0;
  loudMin: number = Infinity;
  loudMax: number = -Infinity;
  loudNonFinite = 0;
  loudHashLow = 0;
  loudHashHigh = 0;
  /** Fewest and most sensors of a row, values of a sensor; 0 without rows or sensors. */
  sensorsLeast = 0;
  sensorsMost = 0;
  binsLeast = 0;
  binsMost = 0;
  /** Latest start and end of a row; -Infinity without rows. */
  newestStart: number = -Infinity;
  newestEnd: number = -Infinity;
  /** The first absence, and how many there are. */
  absent: Absence | null = null;
  absences = 0;
  /** 1 for each slot whose sensor is quiet. */
  quiet: Uint8Array = new Uint8Array(64);
  readonly #ranges: readonly Range[];

  constructor(quiet: readonly Range[] = []) {
    this.#ranges = quiet;
  }

  read(frame: Frame): void {
    this.#clear(frame);
    this.#readRows(frame);
    this.#readSensors(frame);
    if (frame.rowCount === 0) this.#miss('rows', null, null);
  }

  #readRows({ rows, rowCount }: Frame): void {
    this.sensorsLeast = rowCount === 0 ? 0 : Infinity;
    for (let row = 0; row < rowCount; row += 1) {
      const sensors = (rows.sensorBegin[row + 1] as number) - (rows.sensorBegin[row] as number);
      if (sensors === 0) this.#miss('sensors', row, null);
      this.sensorsLeast = Math.min(this.sensorsLeast, sensors);
      this.sensorsMost = Math.max(this.sensorsMost, sensors);
      this.newestStart = Math.max(this.newestStart, rows.start[row] as number);
      this.newestEnd = Math.max(this.newestEnd, rows.end[row] as number);
    }
  }

  #readSensors({ sensors, sensorCount }: Frame): void {
    const ranges = this.#ranges;
    const { count: counts, min: mins, max: maxs, nonFinite: nonFinites, hashLow, hashHigh, id } = sensors;
    // Locals, which the compiler keeps in registers; a private field would be written for every sensor.
    let binsLeast = sensorCount === 0 ? 0 : Infinity;
    let binsMost = 0;
    let quietSensors = 0;
    let loudValues = 0;
    let loudNonFinite = 0;
    let loudMin = Infinity;
    let loudMax = -Infinity;
    let low = 0;
    let high = 0;
    for (let slot = 0; slot < sensorCount; slot += 1) {
      const count = counts[slot] as number;
      const min = mins[slot] as number;
      const max = maxs[slot] as number;
      if (count === 0) this.#miss('values', null, slot);
      if (count < binsLeast) binsLeast = count;
      if (count > binsMost) binsMost = count;
      if (ranges.length > 0 && isQuiet(id[slot] as number, ranges)) {
        this.quiet[slot] = 1;
        quietSensors += 1;
        this.nonFinite += nonFinites[slot] as number;
        if (min < this.min) this.min = min;
        if (max > this.max) this.max = max;
        continue;
      }
      loudValues += count;
      loudNonFinite += nonFinites[slot] as number;
      if (min < loudMin) loudMin = min;
      if (max > loudMax) loudMax = max;
      low = fold(low ^ count, hashLow[slot] as number);
      high = fold(high, hashHigh[slot] as number);
    }
    this.binsLeast = binsLeast;
    this.binsMost = binsMost;
    this.loudSensors = sensorCount - quietSensors;
    this.loudValues = loudValues;
    this.loudNonFinite = loudNonFinite;
    this.loudMin = loudMin;
    this.loudMax = loudMax;
    this.loudHashLow = low;
    this.loudHashHigh = high;
    this.nonFinite += loudNonFinite;
    if (loudMin < this.min) this.min = loudMin;
    if (loudMax > this.max) this.max = loudMax;
  }

  #miss(what: Absence['what'], row: number | null, slot: number | null): void {
    this.absent ??= { what, row, slot };
    this.absences += 1;
  }

  #clear({ sensorCount }: Frame): void {
    this.min = this.loudMin = Infinity;
    this.max = this.loudMax = -Infinity;
    this.nonFinite = this.loudNonFinite = 0;
    this.loudSensors = this.loudValues = 0;
    this.loudHashLow = this.loudHashHigh = 0;
    this.sensorsMost = this.binsMost = 0;
    this.newestStart = this.newestEnd = -Infinity;
    this.absent = null;
    this.absences = 0;
    if (this.quiet.length < sensorCount) this.quiet = new Uint8Array(sensorCount * 2);
    else if (this.#ranges.length > 0) this.quiet.fill(0, 0, sensorCount);
  }
}

/** Whether a sensor id is among those known to be silent. */
function isQuiet(id: number, quiet: readonly Range[]): boolean {
  for (const range of quiet) {
    if (id >= range.min && id <= range.max) return true;
  }
  return false;
}
