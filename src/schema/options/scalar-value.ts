import { ScalarType, type DescEnum } from '@bufbuild/protobuf';
import { type BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { Failure } from '../../base/failure.ts';
import { didYouMean, printable } from '../../base/text.ts';
import type { OptionValue } from '../parse/option-statement.ts';
import { signedInteger } from '../parse/token-reader.ts';
import { utf8Text } from '../utf8.ts';

/** A value in the form the codec holds it; 64-bit integers are bigints. */
export type ScalarValue = number | bigint | string | boolean | Uint8Array;

const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'False', 'f', '0'].map((word) => [word, false] as const),
]);

/** Least and greatest value of each integer type; descriptors number the types in the same way. */
export const BOUNDS: ReadonlyMap<number, readonly [bigint, bigint]> = new Map([
  ...[ScalarType.INT32, ScalarType.SINT32, ScalarType.SFIXED32].map((type) => [type, signed(32n)] as const),
  ...[ScalarType.INT64, ScalarType.SINT64, ScalarType.SFIXED64].map((type) => [type, signed(64n)] as const),
  ...[ScalarType.UINT32, ScalarType.FIXED32].map((type) => [type, [0n, 2n ** 32n - 1n]] as const),
  ...[ScalarType.UINT64, ScalarType.FIXED64].map((type) => [type, [0n, 2n ** 64n - 1n]] as const),
]);

/** A written value as a scalar; throws a `config` Failure naming `where` for one its type does not take. */
export function scalarOf(type: ScalarType, value: OptionValue, where: string): ScalarValue {
  const refuse = (wanted: string): Failure => new Failure('config', `${where}: ${shown(value)} is not ${wanted}`);
  switch (type) {
    case ScalarType.STRING:
      if (value.kind !== 'text') throw refuse('a text in quotes');
      return utf8Text(value.bytes, where);
    case ScalarType.BYTES:
      if (value.kind !== 'text') throw refuse('a text in quotes');
      return Uint8Array.from(value.bytes);
    case ScalarType.BOOL: {
      const bool = value.kind === 'word' || value.kind === 'number' ? BOOLS.get(value.text) : undefined;
      if (bool === undefined) throw refuse('true or false');
      return bool;
    }
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT: {
      const number = floatOf(value);
      if (number === undefined) throw refuse('a number');
      return number;
    }
    default: {
      const [least, greatest] = BOUNDS.get(type) ?? [0n, 0n];
      const number = value.kind === 'number' ? signedInteger(value.text) : undefined;
      if (number === undefined || number < least || number > greatest) {
        throw refuse(`an integer from ${least} to ${greatest}`);
      }
      return is64(type) ? number : Number(number);
    }
  }
}

/** The number of a value of an enum, given by name or number; throws a `config` Failure with the nearest names. */
export function enumNumberOf(desc: DescEnum, value: OptionValue, where: string): number {
  const named = value.kind === 'word' ? desc.values.find(({ name }) => name === value.text) : undefined;
  if (named !== undefined) return named.number;
  const number = value.kind === 'number' ? signedInteger(value.text) : undefined;
  if (number !== undefined && (desc.open || desc.values.some((each) => BigInt(each.number) === number))) {
    return Number(number);
  }
  const known = desc.values.map(({ name }) => name);
  const hint = value.kind === 'word' ? didYouMean(value.text, known) : undefined;
  throw new Failure('config', `${where}: ${shown(value)} is no value of ${desc.typeName}`, {
    hint: hint ?? `there are ${known.slice(0, 8).join(', ')}`,
  });
}

/** Writes one field with its tag, also when the value is the default. */
export function writeScalar(writer: BinaryWriter, number: number, type: ScalarType, value: ScalarValue): void {
  const [wireType, write] = WRITERS[type];
  write(writer.tag(number, wireType), value as never);
}

type Write<T> = readonly [WireType, (writer: BinaryWriter, value: T) => unknown];

const WRITERS: Readonly<Record<ScalarType, Write<never>>> = {
  [ScalarType.DOUBLE]: [WireType.Bit64, (writer, value) => writer.double(value)],
  [ScalarType.FLOAT]: [WireType.Bit32, (writer, value) => writer.float(value)],
  [ScalarType.INT64]: [WireType.Varint, (writer, value) => writer.int64(value)],
  [ScalarType.UINT64]: [WireType.Varint, (writer, value) => writer.uint64(value)],
  [ScalarType.INT32]: [WireType.Varint, (writer, value) => writer.int32(value)],
  [ScalarType.FIXED64]: [WireType.Bit64, (writer, value) => writer.fixed64(value)],
  [ScalarType.FIXED32]: [WireType.Bit32, (writer, value) => writer.fixed32(value)],
  [ScalarType.BOOL]: [WireType.Varint, (writer, value) => writer.bool(value)],
  [ScalarType.STRING]: [WireType.LengthDelimited, (writer, value) => writer.string(value)],
  [ScalarType.BYTES]: [WireType.LengthDelimited, (writer, value) => writer.bytes(value)],
  [ScalarType.UINT32]: [WireType.Varint, (writer, value) => writer.uint32(value)],
  [ScalarType.SFIXED32]: [WireType.Bit32, (writer, value) => writer.sfixed32(value)],
  [ScalarType.SFIXED64]: [WireType.Bit64, (writer, value) => writer.sfixed64(value)],
  [ScalarType.SINT32]: [WireType.Varint, (writer, value) => writer.sint32(value)],
  [ScalarType.SINT64]: [WireType.Varint, (writer, value) => writer.sint64(value)],
};

/** A value as a message shows it. */
export function shown(value: OptionValue): string {
  if (value.kind === 'message') return 'a message in braces';
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'text') return JSON.stringify(printable(Buffer.from(value.bytes).toString('utf8'), 40));
  return printable(value.text, 40);
}

function signed(bits: bigint): readonly [bigint, bigint] {
  return [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

function is64(type: ScalarType): boolean {
  return [ScalarType.INT64, ScalarType.UINT64, ScalarType.SINT64, ScalarType.FIXED64, ScalarType.SFIXED64].includes(
    type,
  );
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['infinity', Infinity],
  ['-inf', -Infinity],
  ['-infinity', -Infinity],
  ['nan', Number.NaN],
  ['-nan', Number.NaN],
]);

function floatOf(value: OptionValue): number | undefined {
  if (value.kind === 'word') return WORDS.get(value.text.toLowerCase());
  if (value.kind !== 'number') return undefined;
  const integer = signedInteger(value.text);
  if (integer !== undefined) return Number(integer);
  const number = Number(value.text.replace(/[fF]$/, ''));
  return Number.isNaN(number) ? undefined : number;
}
