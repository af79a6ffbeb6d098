import type { DescriptorProto, EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import { ExtensionRangeOptionsSchema } from '@bufbuild/protobuf/wkt';
import type { Lines } from './lines.ts';
import { quoted } from './literal.ts';
import { bracketed, printOptions } from './options.ts';
import type { PrintScope } from './scope.ts';

/** Ends of ranges that are written `max`: of messages excluded, of enums included. */
const FIELD_MAX = 536_870_912;
const INT32_MAX = 2_147_483_647;

/** The reserved numbers and names of a message, and the numbers it leaves to extensions. */
export function addRanges(lines: Lines, message: DescriptorProto, path: string, scope: PrintScope): void {
  for (const { start, end, options } of message.extensionRange) {
    const { statements, unknown } = printOptions(ExtensionRangeOptionsSchema, options, path, scope);
    lines.add(`extensions ${range(start, end - 1, end >= FIELD_MAX)}${bracketed(statements, unknown)};`);
  }
  const numbers = message.reservedRange.map(({ start, end }) => range(start, end - 1, end >= FIELD_MAX));
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
