import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A sensor as plain data; `split` cuts the packed values into pieces, `unpacked` writes each alone. */
interface SensorData {
  readonly id: number;
  readonly values: readonly number[];
  readonly unpacked?: boolean;
  readonly split?: number;
}

interface RowData {
  readonly canvas?: string;
  readonly start?: bigint;
  readonly end?: bigint;
  readonly sensors: readonly SensorData[];
}

/** A frame of the datastream layout as plain data. */
export interface FrameData {
  readonly rows: readonly RowData[];
  readonly max?: number;
  readonly min?: number;
  readonly number?: bigint;
  readonly timestamp?: bigint;
}

export interface EncodeOptions {
  /** Fields nobody knows, of every wire type, between the known ones. */
  readonly unknown?: boolean;
  /** Every scalar is written twice, first with a wrong value. */
  readonly twice?: boolean;
}

/** Encodes a datastream frame by hand, in ways no ordinary encoder would but every decoder must accept. */
export function encodeFrame(frame: FrameData, options: EncodeOptions = {}): Uint8Array {
  const writer = new BinaryWriter();
  for (const row of frame.rows) {
    writer.tag(1, WireType.LengthDelimited).bytes(encodeRow(row, options));
    unknown(writer, options);
  }
  for (const [field, value] of [
    [2, frame.max],
    [3, frame.min],
  ] as const) {
    if (value === undefined) continue;
    if (options.twice === true) writer.tag(field, WireType.Bit64).double(-1e300);
    writer.tag(field, WireType.Bit64).double(value);
  }
  int64(writer, 4, frame.number, options);
  int64(writer, 5, frame.timestamp, options);
  return writer.finish();
}

function encodeRow(row: RowData, options: EncodeOptions): Uint8Array {
  const writer = new BinaryWriter();
  int64(writer, 4, row.end, options);
  if (row.canvas !== undefined) {
    if (options.twice === true) writer.tag(1, WireType.LengthDelimited).string('wrong');
    writer.tag(1, WireType.LengthDelimited).string(row.canvas);
  }
  for (const sensor of row.sensors) {
    writer.tag(2, WireType.LengthDelimited).bytes(encodeSensor(sensor, options));
    unknown(writer, options);
  }
  int64(writer, 3, row.start, options);
  return writer.finish();
}

function encodeSensor(sensor: SensorData, options: EncodeOptions): Uint8Array {
  const writer = new BinaryWriter();
  if (options.twice === true) writer.tag(1, WireType.Varint).int32(-1);
  const split = sensor.split ?? sensor.values.length;
  if (sensor.unpacked === true) {
    for (const value of sensor.values) writer.tag(2, WireType.Bit32).float(value);
  } else {
    for (let from = 0; from < sensor.values.length; from += Math.max(split, 1)) {
      const piece = new BinaryWriter();
      for (const value of sensor.values.slice(from, from + Math.max(split, 1))) piece.float(value);
      writer.tag(2, WireType.LengthDelimited).bytes(piece.finish());
      unknown(writer, options);
    }
  }
  writer.tag(1, WireType.Varint).int32(sensor.id);
  return writer.finish();
}

function int64(writer: BinaryWriter, field: number, value: bigint | undefined, options: EncodeOptions): void {
  if (value === undefined) return;
  if (options.twice === true) writer.tag(field, WireType.Varint).int64(-5n);
  writer.tag(field, WireType.Varint).int64(value);
}

function unknown(writer: BinaryWriter, options: EncodeOptions): void {
  if (options.unknown !== true) return;
  writer.tag(100, WireType.Varint).uint64(0xffff_ffff_ffff_ffffn);
  writer.tag(101, WireType.Bit64).double(1);
  writer.tag(102, WireType.LengthDelimited).bytes(Uint8Array.of(0xff, 0xfe));
  writer.tag(103, WireType.Bit32).float(1);
  writer.tag(104, WireType.StartGroup).tag(1, WireType.Varint).int32(7);
  writer.tag(105, WireType.StartGroup).tag(105, WireType.EndGroup);
  writer.tag(104, WireType.EndGroup);
}

/** A healthy frame: values of a slow wave, so that no two sensors and no two frames are alike. */
export function frameData(index: number, rows: number, sensors: number, bins: number): FrameData {
  return {
    rows: Array.from({ length: rows }, (_, row) => ({
      canvas: '12-70788',
      start: BigInt(1_700_000_000_000 + (index * rows + row) * 10),
      end: BigInt(1_700_000_000_010 + (index * rows + row) * 10),
      sensors: Array.from({ length: sensors }, (_, id) => ({
        id: id + 1,
        values: Array.from({ length: bins }, (_, bin) =>
          Math.fround(Math.sin(index + row + id * 0.1 + bin * 0.01) * 60),
        ),
      })),
    })),
    max: 60,
    min: -60,
    number: BigInt(index),
    timestamp: BigInt(1_700_000_000_020 + index * rows * 10),
  };
}
