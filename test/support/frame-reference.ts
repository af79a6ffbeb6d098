import type { Frame } from '../../src/base/frame.ts';
import { decodeJson } from '../../src/schema/codec.ts';
import type { CompiledLayout } from '../../src/frame/layout.ts';

interface SensorView {
  readonly id: number;
  readonly values: readonly number[];
}

interface RowView {
  readonly start: number;
  readonly end: number;
  readonly canvas: string;
  readonly sensors: readonly SensorView[];
}

/** All a frame says, as plain data. */
export interface FrameView {
  readonly max: number;
  readonly min: number;
  readonly number: number;
  readonly timestamp: number;
  readonly rows: readonly RowView[];
}

/** What the scanner read; `canvas` names the canvas numbers. */
export function viewOf(frame: Frame, canvas: (number: number) => string = String): FrameView {
  const { rows, sensors } = frame;
  return {
    max: frame.headerMax,
    min: frame.headerMin,
    number: frame.sequence,
    timestamp: frame.sourceTime,
    rows: Array.from({ length: frame.rowCount }, (_, row) => ({
      start: rows.start[row] ?? Number.NaN,
      end: rows.end[row] ?? Number.NaN,
      canvas: canvas(rows.canvas[row] ?? -1),
      sensors: range(rows.sensorBegin[row] ?? 0, rows.sensorBegin[row + 1] ?? 0).map((slot) => ({
        id: sensors.id[slot] ?? Number.NaN,
        values: range(0, sensors.count[slot] ?? 0).map((bin) => frame.value(slot, bin)),
      })),
    })),
  };
}

/** What the reference runtime reads from a datastream message; throws where it refuses the bytes. */
export function referenceView(layout: CompiledLayout, bytes: Uint8Array): FrameView {
  const json = record(decodeJson(layout.descriptor.output, bytes, { defaults: true }));
  return {
    max: Number(json['currentMaxAmp']),
    min: Number(json['currentMinAmp']),
    number: Number(json['frameNumber']),
    timestamp: Number(json['serverTimestamp']),
    rows: list(json['rows']).map((row) => ({
      start: Number(row['startTimestamp']),
      end: Number(row['endTimestamp']),
      canvas: String(row['canvasId']),
      sensors: list(row['sensors']).map((sensor) => ({
        id: Number(sensor['id']),
        values: Array.isArray(sensor['intensity']) ? sensor['intensity'].map(Number) : [],
      })),
    })),
  };
}

/** The same view with every canvas replaced by the place of its first appearance, so that views can be compared. */
export function withCanvasPlaces(view: FrameView): FrameView {
  const places = [...new Set(view.rows.map(({ canvas }) => canvas))];
  return { ...view, rows: view.rows.map((row) => ({ ...row, canvas: String(places.indexOf(row.canvas)) })) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return { ...value };
}
