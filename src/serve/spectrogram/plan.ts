/** Rows of values to send, whatever they come from. */
export interface Picture {
  readonly sensors: number;
  readonly bins: number;
  /** Number of rows; Infinity when it never ends. */
  readonly rows: number;
  /** Writes row `index`, sensors one after the other, at `offset` values into `into`. */
  row(index: number, into: Float32Array, offset: number): void;
}

/** One sensor of a row about to be sent. */
export interface SensorPlan {
  id: number;
  values: Float32Array;
}

export interface RowPlan {
  canvas: string;
  /** Epoch ms, whole. */
  start: number;
  end: number;
  sensors: SensorPlan[];
}

/** A frame before it is encoded; faults change it in place. A null is not written. */
export interface FramePlan {
  rows: RowPlan[];
  max: number | null;
  min: number | null;
  /** The frame's number; in the packed layout the index of its first row. */
  number: number | null;
  /** Epoch ms, set when the frame is sent. */
  sentAt: number | null;
}

/** The sensors of all rows. */
export function sensorsOf(frame: FramePlan): SensorPlan[] {
  return frame.rows.flatMap((row) => row.sensors);
}

/** The extremes of all finite values; null when there is none. */
export function extremesOf(frame: FramePlan): { max: number; min: number } | null {
  let max = -Infinity;
  let min = Infinity;
  for (const row of frame.rows) {
    for (const { values } of row.sensors) {
      for (let bin = 0; bin < values.length; bin += 1) {
        const value = values[bin]!;
        if (value > max && value !== Infinity) max = value;
        if (value < min && value !== -Infinity) min = value;
      }
    }
  }
  return max >= min ? { max, min } : null;
}
