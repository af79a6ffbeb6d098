import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Frame, WireFault } from '../../src/base/frame.ts';
import type { ElementType } from '../../src/frame/elements.ts';
import { loadLayout, type PackedLayout } from '../../src/frame/layout.ts';
import { createScanner, isFault, type Scanner, type ScannerOptions } from '../../src/frame/scanner.ts';
import { decodeJson } from '../../src/schema/codec.ts';

/** A packed frame as plain data; what is left out is not written. */
export interface PackedData {
  readonly start?: number;
  readonly end?: number;
  readonly times?: readonly bigint[];
  readonly rowIndex?: readonly number[];
  readonly x?: number;
  readonly y?: number;
  readonly z?: number;
  readonly max?: number;
  readonly min?: number;
  readonly data?: Uint8Array;
  readonly job?: number;
}

export interface PackedEncoding {
  /** Lengths of the fields the data is cut into; what is left is one more. */
  readonly cuts?: readonly number[];
  /** Numbers of lists one field each. */
  readonly unpacked?: boolean;
  /** Fields nobody knows between the known ones. */
  readonly unknown?: boolean;
  /** Single numbers twice, first with a wrong value, and lists in two parts. */
  readonly twice?: boolean;
}

const WRITE: Readonly<Record<ElementType, (view: DataView, at: number, value: number) => void>> = {
  float32: (view, at, value) => view.setFloat32(at, value, true),
  float64: (view, at, value) => view.setFloat64(at, value, true),
  int8: (view, at, value) => view.setInt8(at, value),
  uint8: (view, at, value) => view.setUint8(at, value),
  int16: (view, at, value) => view.setInt16(at, value, true),
  uint16: (view, at, value) => view.setUint16(at, value, true),
  int32: (view, at, value) => view.setInt32(at, value, true),
  uint32: (view, at, value) => view.setUint32(at, value, true),
};

const WIDTH: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float64: 8,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
};

/** Values as little-endian elements. */
export function elements(element: ElementType, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * WIDTH[element]);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) WRITE[element](view, i * WIDTH[element], value);
  return bytes;
}

/** Encodes a pandadatastream frame by hand, in ways no ordinary encoder would but every decoder must accept. */
export function encodePackedFrame(frame: PackedData, how: PackedEncoding = {}): Uint8Array {
  const writer = new BinaryWriter();
  const single = (field: number, value: number | undefined): void => {
    if (value === undefined) return;
    if (how.twice === true) writer.tag(field, WireType.Varint).int32(-7);
    writer.tag(field, WireType.Varint).int32(value);
  };
  const float = (field: number, value: number | undefined): void => {
    if (value === undefined) return;
    if (how.twice === true) writer.tag(field, WireType.Bit32).float(1e30);
    writer.tag(field, WireType.Bit32).float(value);
  };
  const list = (field: number, values: readonly (bigint | number)[] | undefined): void => {
    if (values === undefined) return;
    const half = how.twice === true ? values.length >> 1 : 0;
    for (const part of [values.slice(0, half), values.slice(half)]) {
      const packed = new BinaryWriter();
      for (const value of part) {
        if (how.unpacked === true) writer.tag(field, WireType.Varint).int64(value);
        else packed.int64(value);
      }
      if (how.unpacked !== true && part.length > 0) writer.tag(field, WireType.LengthDelimited).bytes(packed.finish());
    }
  };
  const data = (bytes: Uint8Array): void => {
    let at = 0;
    for (const cut of [...(how.cuts ?? []), bytes.length]) {
      const end = Math.min(bytes.length, at + cut);
      if (cut === 0 || end > at) writer.tag(9, WireType.LengthDelimited).bytes(bytes.subarray(at, end));
      unknown(writer, how);
      at = end;
    }
  };
  single(1, frame.start);
  list(3, frame.times);
  list(4, frame.rowIndex);
  single(6, frame.y);
  if (frame.data !== undefined) data(frame.data);
  single(5, frame.x);
  single(11, frame.z);
  unknown(writer, how);
  float(7, frame.max);
  float(8, frame.min);
  single(2, frame.end);
  single(10, frame.job);
  return writer.finish();
}

function unknown(writer: BinaryWriter, { unknown }: PackedEncoding): void {
  if (unknown !== true) return;
  writer.tag(2047, WireType.Varint).uint64(0xffff_ffff_ffffn);
  writer.tag(99, WireType.LengthDelimited).bytes(Uint8Array.of(0xff));
  writer.tag(98, WireType.StartGroup).tag(1, WireType.Varint).int32(7).tag(98, WireType.EndGroup);
}

/** A healthy frame of `rows` rows: 0.25 steps of a slow wave, exact in every type wide enough. */
export function packedData(
  index: number,
  rows: number,
  sensors: number,
  bins: number,
  element: ElementType,
): PackedData {
  const count = rows * sensors * bins;
  const values = Array.from({ length: count }, (_, i) => Math.round(Math.sin(index * 0.7 + i * 0.37) * 100));
  const shown = element.startsWith('u') ? values.map((value) => value + 100) : values;
  return {
    start: 11,
    end: 10 + sensors,
    times: Array.from({ length: rows }, (_, row) => BigInt(1_700_000_000_000 + (index * rows + row) * 10)),
    rowIndex: Array.from({ length: rows }, (_, row) => index * rows + row),
    x: sensors * bins,
    y: rows,
    max: shown.reduce((most, value) => Math.max(most, value)),
    min: shown.reduce((least, value) => Math.min(least, value)),
    data: elements(element, shown),
    job: 70788,
  };
}

export function packedLayout(): PackedLayout {
  const layout = loadLayout('pandadatastream');
  if (layout.kind !== 'packed') throw new Error('not packed');
  return layout;
}

export function scanWith(scanner: Scanner, bytes: Uint8Array, index = 0): Frame | WireFault {
  scanner.reserve(bytes.length).set(bytes);
  return scanner.scan(bytes.length, index, 0, 0);
}

/** A scanner that has settled on these frames, and what it settled on. */
export function settled(frames: readonly PackedData[], options: Partial<ScannerOptions> = {}, layout = packedLayout()) {
  const scanner = createScanner(layout, { values: true, ...options });
  const sent = new Set<ReturnType<Scanner['seen']> extends ReadonlySet<infer Part> ? Part : never>();
  for (const frame of frames) {
    const scanned = scanWith(scanner, encodePackedFrame(frame));
    if (!isFault(scanned)) for (const part of scanner.seen()) sent.add(part);
  }
  const shape = scanner.settle(sent);
  return { shape, scan: (frame: PackedData, index = 0) => scanWith(scanner, encodePackedFrame(frame), index) };
}

/** What the reference runtime reads; throws where it refuses the bytes. */
export function packedReference(layout: PackedLayout, bytes: Uint8Array) {
  const json = decodeJson(layout.descriptor.output, bytes, { defaults: true });
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('not an object');
  const listOf = (key: string): number[] => (Array.isArray(json[key]) ? json[key].map(Number) : []);
  const data = Array.isArray(json['mainData'])
    ? json['mainData'].map((part) => Buffer.from(typeof part === 'string' ? part : '', 'base64'))
    : [];
  return {
    x: Number(json['dataShapeX']),
    y: Number(json['dataShapeY']),
    z: json['dataShapeZ'] === undefined ? 1 : Number(json['dataShapeZ']),
    start: Number(json['startChannel']),
    end: Number(json['endChannel']),
    max: Number(json['globalMaximum']),
    min: Number(json['globalMinimum']),
    times: listOf('timestampInMilis'),
    rowIndex: listOf('rowIndex'),
    job: json['jobId'] === undefined ? undefined : Number(json['jobId']),
    data: Buffer.concat(data),
  };
}
