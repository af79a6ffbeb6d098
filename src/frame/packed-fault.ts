import type { WireFault } from '../base/frame.ts';
import { plural } from '../base/text.ts';
import type { NumberList } from './number-list.ts';

/** Names of the fields a packed frame is checked by. */
export interface PackedNames {
  readonly data: string;
  readonly shapeX: string;
  readonly shapeY?: string | undefined;
  readonly shapeZ?: string | undefined;
  readonly timestamps?: string | undefined;
  readonly rowIndex?: string | undefined;
}

/** Points of a row, rows, and the third axis of a frame. */
export interface Shape {
  x: number;
  y: number;
  z: number;
}

/** The message decodes, but shape and bytes do not fit together. */
export function shapeFault(offset: number, message: string): WireFault {
  return { kind: 'shape', offset, message };
}

/** The axis of a shape that has no length; null when all have. */
export function emptyAxis({ x, y, z }: Shape, names: PackedNames, offset: number): WireFault | null {
  const [name, value] = x < 1 ? [names.shapeX, x] : y < 1 ? [names.shapeY, y] : [names.shapeZ, z];
  return value < 1 ? shapeFault(offset, `${name} is ${value}`) : null;
}

/** Bytes that are not as many as `width` bytes an element need, or with `width` 0 as elements of any type do. */
export function lengthFault(length: number, shape: Shape, width: number, data: string, offset: number): WireFault {
  const { x, y, z } = shape;
  const size = z === 1 ? `${x} x ${y}` : `${x} x ${y} x ${z}`;
  if (length === 0) return shapeFault(offset, `there is no ${data} for ${size} elements`);
  const needed =
    width === 0 ? 'which fits no type of elements' : `not the ${x * y * z * width} that ${width} bytes each make`;
  return shapeFault(offset, `${data} has ${plural(length, 'byte')} for ${size} elements, ${needed}`);
}

/** A list that has not one number for each row; an empty one is right where the stream sends none. */
export function rowCountFault(
  list: NumberList,
  rows: number,
  name: string | undefined,
  needed: boolean,
  offset: number,
): WireFault | null {
  if (name === undefined || list.count === rows || (list.count === 0 && !needed)) return null;
  const message = `${name} has ${plural(list.count, 'number')} for ${plural(rows, 'row')}`;
  return { kind: 'row-count', offset, message };
}
