import type { Frame } from '../base/frame.ts';
import type { FrameFacts } from './frame-facts.ts';
import { fold } from './hash.ts';
import { SensorSlots, grown } from './sensor-slots.ts';

/** Frames running that make a sensor dead or stuck. */
export const RUN = 10;

/** One question put to every loud sensor of a frame. */
export interface SensorAnswer {
  /** Sensors followed for long enough to be judged. */
  examined: number;
  violated: number;
  /** Slot in the frame of the first violating sensor, and for how many frames it does; -1 when there is none. */
  slot: number;
  run: number;
}

/**
 * For how many frames running each sensor has carried one constant (`constant`) and for how many it has repeated its
 * previous frame (`repeated`). A sensor with several rows in a frame is taken as a whole. A few numbers a sensor.
 */
export class SensorRuns {
  readonly constant: SensorAnswer = { examined: 0, violated: 0, slot: -1, run: 0 };
  readonly repeated: SensorAnswer = { examined: 0, violated: 0, slot: -1, run: 0 };
  /** Frames read. */
  frames = 0;
  readonly #slots = new SensorSlots();
  #index = -1;
  #touched: Int32Array = new Int32Array(64);
  // By lasting slot: this frame's sum of rows.
  #stamp: Int32Array = new Int32Array(64);
  #first: Int32Array = new Int32Array(64);
  #low: Int32Array = new Int32Array(64);
  #high: Int32Array = new Int32Array(64);
  #min: Float64Array = new Float64Array(64);
  #max: Float64Array = new Float64Array(64);
  // By lasting slot: what is remembered from frame to frame.
  #seen: Int32Array = new Int32Array(64);
  #lastLow: Int32Array = new Int32Array(64);
  #lastHigh: Int32Array = new Int32Array(64);
  #lastValue: Float64Array = new Float64Array(64);
  #constantRun: Int32Array = new Int32Array(64);
  #repeatedRun: Int32Array = new Int32Array(64);

  /** Idempotent for one frame. Without ids a sensor is known by its place in the row. */
  read(frame: Frame, facts: FrameFacts, hasIds: boolean): void {
    if (frame.index === this.#index) return;
    this.#index = frame.index;
    this.frames += 1;
    clear(this.constant);
    clear(this.repeated);
    this.#judge(this.#gather(frame, facts, hasIds));
  }

  // Both loops run for every sensor of every frame: tables and sums stand in locals, which the compiler keeps at hand.

  #gather({ rows, rowCount, sensors }: Frame, facts: FrameFacts, hasIds: boolean): number {
    let touched = 0;
    const { frames } = this;
    const { id, nonFinite, hashLow, hashHigh, min, max } = sensors;
    const { quiet } = facts;
    for (let row = 0; row < rowCount; row += 1) {
      const begin = rows.sensorBegin[row] as number;
      const end = rows.sensorBegin[row + 1] as number;
      for (let slot = begin; slot < end; slot += 1) {
        if (quiet[slot] === 1) continue;
        const place = this.#slots.set(slot, hasIds ? (id[slot] as number) : slot - begin);
        if (place < 0) continue;
        if (this.#slots.used > this.#stamp.length) this.#grow();
        const finite = nonFinite[slot] === 0;
        const least = finite ? (min[slot] as number) : -Infinity;
        const most = finite ? (max[slot] as number) : Infinity;
        if (this.#stamp[place] === frames) {
          this.#low[place] = fold(this.#low[place] as number, hashLow[slot] as number);
          this.#high[place] = fold(this.#high[place] as number, hashHigh[slot] as number);
          this.#min[place] = Math.min(this.#min[place] as number, least);
          this.#max[place] = Math.max(this.#max[place] as number, most);
          continue;
        }
        this.#stamp[place] = frames;
        this.#first[place] = slot;
        this.#low[place] = hashLow[slot] as number;
        this.#high[place] = hashHigh[slot] as number;
        this.#min[place] = least;
        this.#max[place] = most;
        this.#touched[touched] = place;
        touched += 1;
      }
    }
    return touched;
  }

  #judge(touched: number): void {
    const places = this.#touched;
    const first = this.#first;
    const low = this.#low;
    const high = this.#high;
    const min = this.#min;
    const max = this.#max;
    const seen = this.#seen;
    const lastLow = this.#lastLow;
    const lastHigh = this.#lastHigh;
    const lastValue = this.#lastValue;
    const constantRun = this.#constantRun;
    const repeatedRun = this.#repeatedRun;
    const { constant, repeated } = this;
    for (let n = 0; n < touched; n += 1) {
      const place = places[n] as number;
      const value = min[place] as number;
      const before = seen[place] as number;
      let steady = 0;
      if (value === max[place]) {
        steady = before > 0 && value === lastValue[place] ? (constantRun[place] as number) + 1 : 1;
      }
      const same = before > 0 && low[place] === lastLow[place] && high[place] === lastHigh[place];
      const run = same ? (repeatedRun[place] as number) + 1 : 0;
      seen[place] = before + 1;
      constantRun[place] = steady;
      repeatedRun[place] = run;
      lastValue[place] = value;
      lastLow[place] = low[place] as number;
      lastHigh[place] = high[place] as number;
      if (before + 1 >= RUN) constant.examined += 1;
      if (before >= RUN) repeated.examined += 1;
      if (before + 1 >= RUN && steady >= RUN) violate(constant, first[place] as number, steady);
      if (before >= RUN && run >= RUN) violate(repeated, first[place] as number, run);
    }
  }

  #grow(): void {
    const length = Math.max(this.#slots.used, this.#stamp.length * 2);
    this.#touched = grown(this.#touched, length);
    this.#stamp = grown(this.#stamp, length);
    this.#first = grown(this.#first, length);
    this.#low = grown(this.#low, length);
    this.#high = grown(this.#high, length);
    this.#min = grown(this.#min, length);
    this.#max = grown(this.#max, length);
    this.#seen = grown(this.#seen, length);
    this.#lastLow = grown(this.#lastLow, length);
    this.#lastHigh = grown(this.#lastHigh, length);
    this.#lastValue = grown(this.#lastValue, length);
    this.#constantRun = grown(this.#constantRun, length);
    this.#repeatedRun = grown(this.#repeatedRun, length);
  }
}

function clear(answer: SensorAnswer): void {
  answer.examined = answer.violated = 0;
  answer.slot = -1;
  answer.run = 0;
}

function violate(answer: SensorAnswer, slot: number, run: number): void {
  answer.violated += 1;
  if (answer.slot !== -1) return;
  answer.slot = slot;
  answer.run = run;
}
