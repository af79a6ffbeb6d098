/**
 * A frame as the scanner leaves it: tables of numbers over bytes that stay where they lie. No object stands for a
 * sensor or a value. The tables belong to the scanner and are overwritten by the next scan; copy what must live on.
 */
export interface Frame {
  /** Place among the messages of its stream, 0-based; messages that do not decode are counted too. */
  readonly index: number;
  /** When the last byte had arrived: milliseconds on the monotonic clock. */
  readonly arrival: number;
  /** The same moment in milliseconds since 1970 on our wall clock. */
  readonly arrivalEpoch: number;
  /** Length of the message in bytes. */
  readonly byteLength: number;
  /** Upper and lower extreme the header claims; 0 when absent (see `FrameShape.sent`). */
  readonly headerMax: number;
  readonly headerMin: number;
  /** The server's own number of the frame; 0 when absent. */
  readonly sequence: number;
  /** The server's send time, epoch ms; 0 when absent. */
  readonly sourceTime: number;
  /** First and last channel by the frame's own header, where the layout has one. */
  readonly startChannel?: number | undefined;
  readonly endChannel?: number | undefined;
  /** The job the frame says it belongs to; absent where the layout or the server has none. */
  readonly jobId?: number | undefined;
  /** Whether the values, read as the element type that was assumed, fit the header; of a stream's first frames only. */
  readonly elementAgrees?: boolean | undefined;
  readonly rowCount: number;
  /** Sensors over all rows. */
  readonly sensorCount: number;
  /** Values over all sensors. */
  readonly valueCount: number;
  readonly rows: RowTable;
  readonly sensors: SensorTable;
  /** One value in double precision, by sensor slot (index into `sensors`) and bin. */
  value(sensor: number, bin: number): number;
  /** The bytes of a sensor's values, a view into the message; equal bytes mean equal values. */
  valueBytes(sensor: number): Uint8Array;
}

/** Row r holds the sensor slots `sensorBegin[r]` to `sensorBegin[r + 1]`, the latter excluded. */
export interface RowTable {
  /** Source time of the row's start and end, epoch ms (fractional for units finer than ms). */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** A number for the canvas the row belongs to: equal numbers, equal canvas ids. */
  readonly canvas: Int32Array;
  readonly sensorBegin: Int32Array;
}

/** What one pass over each sensor's values found. */
export interface SensorTable {
  readonly id: Int32Array;
  /** Number of values. */
  readonly count: Int32Array;
  /** Extremes of the finite values; +Infinity / -Infinity when there is none. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Values that are NaN or infinite. */
  readonly nonFinite: Int32Array;
  /** 64 bits over the value bytes: equal content, equal hash. */
  readonly hashLow: Int32Array;
  readonly hashHigh: Int32Array;
}

/** The parts of a frame a layout may have and a server may leave out. */
export type FramePart =
  'headerMax' | 'headerMin' | 'sequence' | 'sourceTime' | 'canvas' | 'rowStart' | 'rowEnd' | 'sensorId';

/** What is known of all frames of a stream once the first two good ones have come. */
export interface FrameShape {
  /** Parts seen in the first two good frames; a part outside this set counts as not sent for the whole stream. */
  readonly sent: ReadonlySet<FramePart>;
  /** Whether values are integers (no NaN, no clipping judged). */
  readonly integers: boolean;
  /** What the values are, in words: `float32`, `float32 (assumed: extremes agree)`. */
  readonly element?: string | undefined;
  /** The element type was neither declared nor given, so that it may be the wrong one. */
  readonly elementAssumed?: boolean | undefined;
  /** How the values lie, in words: `17 sensors x 256 bins`, `one axis of 4352 values`. */
  readonly axes?: string | undefined;
  /** Field names of the layout, for paths like `rows[0].sensors[id=7].intensity[12]`. */
  readonly names: LayoutNames;
}

/** The layout's own field name for each part; absent where the layout has none. */
export interface LayoutNames {
  readonly rows: string;
  /** Empty where rows hold their values without a sensor axis. */
  readonly sensors: string;
  readonly values: string;
  readonly sensorId?: string;
  readonly rowStart?: string;
  readonly rowEnd?: string;
  readonly canvas?: string;
  readonly headerMax?: string;
  readonly headerMin?: string;
  readonly sequence?: string;
  readonly sourceTime?: string;
}

/** A message that is not valid protobuf for its layout. */
export interface WireFault {
  /** `truncated`, `wire-type`, `field-number`, `utf8`, `varint`, `length`, `group`; of packed layouts `shape`, `row-count`. */
  readonly kind: string;
  /** Byte offset in the message where reading failed. */
  readonly offset: number;
  /** One clause, e.g. `field 2 (sensors) runs 12 bytes past its parent`. */
  readonly message: string;
}
