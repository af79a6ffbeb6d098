import type { DescriptorProto, EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import { ExtensionRangeOptionsSchema } from '@bufbuild/protobuf/wkt';
import { FIELD_MAX, MESSAGE_SET_MAX } from '../field-number.ts';
import type { Lines } from './lines.ts';
import { quoted } from './literal.ts';
import { bracketed, printOptions } from './options.ts';
import type { PrintScope } from './scope.ts';

/** The end of the ranges of enums that is written `max`. */
const INT32_MAX = 2_147_483_647;

/** The reserved numbers and names of a message, and the numbers it leaves to extensions. */
export function addRanges(lines: Lines, message: DescriptorProto, path: string, scope: PrintScope): void {
  const most = message.options?.messageSetWireFormat === true ? MESSAGE_SET_MAX : FIELD_MAX;
  for (const { start, end, options } of message.extensionRange) {
    const { statements, unknown } = printOptions(ExtensionRangeOptionsSchema, options, path, scope);
    lines.add(`extensions ${range(start, end - 1, end > most)}${bracketed(statements, unknown)};`);
  }
  const numbers = message.reservedRange.map(({ start, end }) => range(start, end - 1, end > most));
  if (numbers.length > 0) lines.add(`reserved ${numbers.join(', ')};`);
  addNames(lines, message.reservedName, scope);
}

/** The reserved numbers and names of an enum. */
export function addEnumRanges(lines: Lines, desc: EnumDescriptorProto, scope: PrintScope): void {
  const numbers = desc.reservedRange.map(({ start, end }) => range(start, end, end === INT32_MAX));
  if (numbers.length > 0) lines.add(`reserved ${numbers.join(', ')};`);
  addNames(lines, desc.reservedName, scope);
}

function range(first: number, last: number, toMax: boolean): string {
  if (first === last) return String(first);
  return `${first} to ${toMax ? 'max' : last}`;
}

function addNames(lines: Lines, names: readonly string[], { isEdition }: PrintScope): void {
  if (names.length > 0) lines.add(`reserved ${names.map((name) => (isEdition ? name : quoted(name))).join(', ')};`);
}
