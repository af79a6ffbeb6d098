import { ScalarType } from '../schema/descriptors.ts';
import { uint } from './cel-runtime.ts';

/** How CEL sees one kind of value: the name of its type there, and the conversion from what the codec gives. */
export interface CelKind {
  readonly type: string;
  readonly convert: (value: unknown) => unknown;
}

const same = (value: unknown): unknown => value;

export const toInt = (value: unknown): bigint => BigInt(value as number | bigint | string);
export const toUint = (value: unknown): object => uint(toInt(value));

const INT: CelKind = { type: 'int', convert: toInt };
const UINT: CelKind = { type: 'uint', convert: toUint };
const DOUBLE: CelKind = { type: 'double', convert: same };

/** Enums are ints in CEL. */
export const ENUM: CelKind = INT;

const SCALARS: Readonly<Record<ScalarType, CelKind>> = {
  [ScalarType.DOUBLE]: DOUBLE,
  [ScalarType.FLOAT]: DOUBLE,
  [ScalarType.INT64]: INT,
  [ScalarType.INT32]: INT,
  [ScalarType.SINT64]: INT,
  [ScalarType.SINT32]: INT,
  [ScalarType.SFIXED64]: INT,
  [ScalarType.SFIXED32]: INT,
  [ScalarType.UINT64]: UINT,
  [ScalarType.UINT32]: UINT,
  [ScalarType.FIXED64]: UINT,
  [ScalarType.FIXED32]: UINT,
  [ScalarType.BOOL]: { type: 'bool', convert: same },
  [ScalarType.STRING]: { type: 'string', convert: same },
  [ScalarType.BYTES]: { type: 'bytes', convert: same },
};

export function scalarKind(type: ScalarType): CelKind {
  return SCALARS[type];
}

/**
 * Kind of a map's keys, which the codec holds as texts. Unsigned keys are ints here: keys are found by equality, and
 * CEL's uint is an object.
 */
export function keyKind(type: ScalarType): CelKind {
  if (type === ScalarType.BOOL) return { type: 'bool', convert: (key) => key === 'true' || key === true };
  return SCALARS[type].type === 'string' ? SCALARS[type] : INT;
}
