import { endianness } from 'node:os';
import type { Element } from './layout.ts';
import type { Picture } from './plan.ts';

interface Scale {
  /** Stored value = round((dB - zero) * steps), kept within `min` and `max`. */
  readonly zero: number;
  readonly steps: number;
  readonly min: number;
  readonly max: number;
}

/** -160..0 dB over the unsigned types, hundredths and ten thousandths of a dB in the signed ones: all exact as float32. */
const SCALES: Readonly<Partial<Record<Element, Scale>>> = {
  uint8: { zero: -160, steps: 255 / 160, min: 0, max: 255 },
  uint16: { zero: -160, steps: 400, min: 0, max: 65_535 },
  int16: { zero: 0, steps: 100, min: -32_768, max: 32_767 },
  int32: { zero: 0, steps: 10_000, min: -(2 ** 24), max: 2 ** 24 },
};

/** The picture in the units its element type stores; itself for floats. */
export function storedPicture(picture: Picture, element: Element): Picture {
  const scale = SCALES[element];
  if (!scale) return picture;
  const size = picture.sensors * picture.bins;
  const { zero, steps } = scale;
  return {
    ...picture,
    row: (index, into, offset) => {
      picture.row(index, into, offset);
      for (let i = offset; i < offset + size; i += 1) into[i] = Math.round((into[i]! - zero) * steps);
      clampToElement(into.subarray(offset, offset + size), element);
    },
  };
}

/** Makes values what their element type can hold: whole and within its limits. */
export function clampToElement(values: Float32Array, element: Element): void {
  const scale = SCALES[element];
  if (!scale) return;
  const { min, max } = scale;
  for (let i = 0; i < values.length; i += 1) values[i] = Math.max(min, Math.min(max, Math.round(values[i]!)));
}

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
};

const BIG_ENDIAN = endianness() === 'BE';

/** Bytes of one element. */
export function elementWidth(element: Element): number {
  return ARRAYS[element].BYTES_PER_ELEMENT;
}

/** Writes values as little-endian elements at `at` and returns the place after them. */
export function writeElements(out: Buffer, at: number, values: Float32Array, element: Element): number {
  const array = element === 'float32' ? values : ARRAYS[element].from(values);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  out.set(bytes, at);
  const end = at + bytes.length;
  if (BIG_ENDIAN) swap(out.subarray(at, end), array.BYTES_PER_ELEMENT);
  return end;
}

function swap(bytes: Buffer, width: number): void {
  if (width === 2) bytes.swap16();
  else if (width === 4) bytes.swap32();
  else if (width === 8) bytes.swap64();
}
