import type { FramePlan } from './plan.ts';

/** A packed frame before it is encoded; faults change it in place. A null is not written. */
export interface PackedPlan {
  startChannel: number;
  endChannel: number;
  /** Epoch ms, one a row. */
  timestamps: number[];
  /** Numbers of the rows, counted over the stream. */
  rowIndex: number[];
  /** Points of a row and rows, as the header claims them. */
  shapeX: number;
  shapeY: number;
  max: number | null;
  min: number | null;
  /** Values in order, whatever the shape says. */
  values: Float32Array[];
  /** Bytes missing at the end of the values. */
  missingBytes: number;
  jobId: number | null;
}

/** What a stream of packed frames has in common. */
export interface PackedShape {
  /** Ids of the stream's first and last channel, for a frame without sensors. */
  readonly firstChannel: number;
  readonly lastChannel: number;
  /** Points of a row, for a frame without rows. */
  readonly points: number;
  readonly jobId: number | null;
}

/** The same frame in the packed layout: a row's points are its sensors' values one after the other. */
export function packFrame(frame: FramePlan, shape: PackedShape): PackedPlan {
  const { rows, max, min, number } = frame;
  const points = rows.map(({ sensors }) => sensors.reduce((sum, { values }) => sum + values.length, 0));
  const ids = rows[0]?.sensors.map(({ id }) => id) ?? [];
  return {
    startChannel: ids.at(0) ?? shape.firstChannel,
    endChannel: ids.at(-1) ?? shape.lastChannel,
    timestamps: rows.map(({ start }) => start),
    rowIndex: number === null ? [] : rows.map((_, row) => number + row),
    shapeX: rows.length === 0 ? shape.points : Math.max(...points),
    shapeY: rows.length,
    max,
    min,
    values: rows.flatMap(({ sensors }) => sensors.map(({ values }) => values)),
    missingBytes: 0,
    jobId: shape.jobId,
  };
}
