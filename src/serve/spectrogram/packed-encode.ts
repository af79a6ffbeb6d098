import type { EncodeOptions } from './encode.ts';
import { intSize, UNKNOWN, writeInt } from './encode.ts';
import { elementWidth, writeElements } from './element.ts';
import type { Element } from './layout.ts';
import type { PackedPlan } from './packed-plan.ts';
import { varintSize, writeFixed32, writeVarint } from './writer.ts';

export interface PackedOptions extends EncodeOptions {
  readonly element: Element;
  /** Fields of `main_data` the values are split over, each a whole number of elements. */
  readonly chunks: number;
}

/** A `pandadatastream.DataStream` message. Zero and null fields are left out, numbers inside lists are not. */
export function encodePacked(plan: PackedPlan, options: PackedOptions): Buffer {
  const head = Buffer.concat([
    int(0x08, plan.startChannel),
    int(0x10, plan.endChannel),
    list(0x18, plan.timestamps, options),
    list(0x20, plan.rowIndex, options),
    int(0x28, plan.shapeX),
    int(0x30, plan.shapeY),
    float(0x3d, plan.max),
    float(0x45, plan.min),
  ]);
  const tail = [int(0x50, plan.jobId), ...(options.unknownFields ? [UNKNOWN] : [])];
  const width = elementWidth(options.element);
  const bytes = Buffer.allocUnsafe(width * plan.values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of plan.values) at = writeElements(bytes, at, values, options.element);
  const data = bytes.subarray(0, Math.max(0, bytes.length - plan.missingBytes));
  return Buffer.concat([head, ...chunks(data, width, options.chunks), ...tail]);
}

/** At most `count` fields, all but the last equally long. */
function chunks(data: Buffer, width: number, count: number): Buffer[] {
  const length = Math.max(width, Math.ceil(data.length / width / count) * width);
  const parts: Buffer[] = [];
  for (let at = 0; at < data.length; at += length) {
    const part = data.subarray(at, at + length);
    parts.push(header(0x4a, part.length), part);
  }
  return parts;
}

function int(tag: number, value: number | null): Buffer {
  const out = Buffer.alloc(intSize(value));
  writeInt(out, 0, tag, value);
  return out;
}

function float(tag: number, value: number | null): Buffer {
  if (value === null || value === 0) return Buffer.alloc(0);
  const out = Buffer.alloc(5);
  writeFixed32(out, 0, tag, value);
  return out;
}

/** Packed, or one field a number; `tag` is that of the single number. */
function list(tag: number, values: readonly number[], { unpacked }: EncodeOptions): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const numbers = values.map((value) => {
    const out = Buffer.alloc(varintSize(value));
    writeVarint(out, 0, value);
    return out;
  });
  if (unpacked) return Buffer.concat(numbers.flatMap((number) => [Buffer.from([tag]), number]));
  const body = Buffer.concat(numbers);
  return Buffer.concat([header(tag | 2, body.length), body]);
}

function header(tag: number, length: number): Buffer {
  const out = Buffer.alloc(1 + varintSize(length));
  out[0] = tag;
  writeVarint(out, 1, length);
  return out;
}
