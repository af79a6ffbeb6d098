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
    const touched = this.#gather(frame, facts, hasIds);
    for (let i = 0; i < touched; i += 1) this.#judge(this.#touched[i] as number);
  }

  #gather({ rows, rowCount, sensors }: Frame, facts: FrameFacts, hasIds: boolean): number {
    let touched = 0;
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
        if (this.#stamp[place] !== this.frames) {
          this.#open(place, slot);
          this.#touched[touched] = place;
          touched += 1;
        }
        const finite = nonFinite[slot] === 0;
        this.#low[place] = fold(this.#low[place] as number, hashLow[slot] as number);
        this.#high[place] = fold(this.#high[place] as number, hashHigh[slot] as number);
        this.#min[place] = finite ? Math.min(this.#min[place] as number, min[slot] as number) : -Infinity;
        this.#max[place] = finite ? Math.max(this.#max[place] as number, max[slot] as number) : Infinity;
      }
    }
    return touched;
  }

  #open(place: number, slot: number): void {
    this.#stamp[place] = this.frames;
    this.#first[place] = slot;
    this.#low[place] = this.#high[place] = 0;
    this.#min[place] = Infinity;
    this.#max[place] = -Infinity;
  }

  #judge(place: number): void {
    const value = this.#min[place] as number;
    const before = this.#seen[place] as number;
    let constant = 0;
    if (value === this.#max[place]) {
      constant = before > 0 && value === this.#lastValue[place] ? (this.#constantRun[place] as number) + 1 : 1;
    }
    const same = before > 0 && this.#low[place] === this.#lastLow[place] && this.#high[place] === this.#lastHigh[place];
    const repeated = same ? (this.#repeatedRun[place] as number) + 1 : 0;
    this.#seen[place] = before + 1;
    this.#constantRun[place] = constant;
    this.#repeatedRun[place] = repeated;
    this.#lastValue[place] = value;
    this.#lastLow[place] = this.#low[place] as number;
    this.#lastHigh[place] = this.#high[place] as number;
    const slot = this.#first[place] as number;
    if (before + 1 >= RUN) answer(this.constant, slot, constant);
    if (before >= RUN) answer(this.repeated, slot, repeated);
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

function answer(to: SensorAnswer, slot: number, run: number): void {
  to.examined += 1;
  if (run < RUN) return;
  to.violated += 1;
  if (to.slot !== -1) return;
  to.slot = slot;
  to.run = run;
}
