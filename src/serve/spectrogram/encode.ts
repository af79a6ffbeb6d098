import { endianness } from 'node:os';
import { writeDouble, writeFixed32, writeVarint, varintSize } from './writer.ts';
import type { FramePlan, RowPlan, SensorPlan } from './plan.ts';

export interface EncodeOptions {
  /** One field a value instead of a packed one. */
  readonly unpacked?: boolean;
  /** Fields no schema has, in every message. */
  readonly unknownFields?: boolean;
}

/** Fields 2047 (varint 1) and 99 (text `??`): 7 bytes at the end of a message. */
export const UNKNOWN: Buffer = Buffer.from([0xf8, 0x7f, 0x01, 0x9a, 0x06, 0x02, 0x3f, 0x3f]);

const BIG_ENDIAN = endianness() === 'BE';

/** A `datastream.DataStream` message, written straight into one new buffer. Zero and null fields are left out. */
export function encodeFrame(frame: FramePlan, options: EncodeOptions = {}): Buffer {
  const rowSizes = frame.rows.map((row) => rowSize(row, options));
  let size = options.unknownFields ? UNKNOWN.length : 0;
  for (const length of rowSizes) size += 1 + varintSize(length) + length;
  size += doubleSize(frame.max) + doubleSize(frame.min);
  size += intSize(frame.number) + intSize(frame.sentAt);

  const out = Buffer.allocUnsafe(size);
  let at = 0;
  for (const [i, row] of frame.rows.entries()) {
    out[at] = 0x0a;
    at = writeVarint(out, at + 1, rowSizes[i]!);
    at = writeRow(out, at, row, options);
  }
  if (frame.max !== null && frame.max !== 0) at = writeDouble(out, at, 0x11, frame.max);
  if (frame.min !== null && frame.min !== 0) at = writeDouble(out, at, 0x19, frame.min);
  at = writeInt(out, at, 0x20, frame.number);
  at = writeInt(out, at, 0x28, frame.sentAt);
  if (options.unknownFields) UNKNOWN.copy(out, at);
  return out;
}

function rowSize(row: RowPlan, options: EncodeOptions): number {
  let size = options.unknownFields ? UNKNOWN.length : 0;
  const canvas = Buffer.byteLength(row.canvas);
  if (canvas > 0) size += 1 + varintSize(canvas) + canvas;
  for (const sensor of row.sensors) {
    const length = sensorSize(sensor, options);
    size += 1 + varintSize(length) + length;
  }
  return size + intSize(row.start) + intSize(row.end);
}

function writeRow(out: Buffer, at: number, row: RowPlan, options: EncodeOptions): number {
  const canvas = Buffer.byteLength(row.canvas);
  if (canvas > 0) {
    out[at] = 0x0a;
    at = writeVarint(out, at + 1, canvas);
    at += out.write(row.canvas, at);
  }
  for (const sensor of row.sensors) {
    out[at] = 0x12;
    at = writeVarint(out, at + 1, sensorSize(sensor, options));
    at = writeSensor(out, at, sensor, options);
  }
  at = writeInt(out, at, 0x18, row.start);
  at = writeInt(out, at, 0x20, row.end);
  return options.unknownFields ? at + UNKNOWN.copy(out, at) : at;
}

function sensorSize(sensor: SensorPlan, options: EncodeOptions): number {
  const bytes = sensor.values.byteLength;
  const values = options.unpacked ? 5 * sensor.values.length : bytes === 0 ? 0 : 1 + varintSize(bytes) + bytes;
  return intSize(sensor.id) + values + (options.unknownFields ? UNKNOWN.length : 0);
}

function writeSensor(out: Buffer, at: number, sensor: SensorPlan, options: EncodeOptions): number {
  const { values } = sensor;
  at = writeInt(out, at, 0x08, sensor.id);
  if (options.unpacked) {
    for (const value of values) at = writeFixed32(out, at, 0x15, value);
  } else if (values.length > 0) {
    out[at] = 0x12;
    at = writeVarint(out, at + 1, values.byteLength);
    out.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    if (BIG_ENDIAN) out.subarray(at, at + values.byteLength).swap32();
    at += values.byteLength;
  }
  return options.unknownFields ? at + UNKNOWN.copy(out, at) : at;
}

function doubleSize(value: number | null): number {
  return value === null || value === 0 ? 0 : 9;
}

/** Bytes of a whole-number field with a one-byte tag. */
export function intSize(value: number | null): number {
  return value === null || value === 0 ? 0 : 1 + varintSize(value);
}

/** Writes a whole-number field unless it is 0 or null, and returns the place after it. */
export function writeInt(out: Buffer, at: number, tag: number, value: number | null): number {
  if (value === null || value === 0) return at;
  out[at] = tag;
  return writeVarint(out, at + 1, value);
}
