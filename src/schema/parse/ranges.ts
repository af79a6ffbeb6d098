import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  DescriptorProto_ExtensionRangeSchema,
  DescriptorProto_ReservedRangeSchema,
  EnumDescriptorProto_EnumReservedRangeSchema,
  ExtensionRangeOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { readOptionList } from './option-statement.ts';
import type { Parsing } from './parsing.ts';

/** The largest field number. */
const FIELD_MAX = 536_870_911;
const INT32_MAX = 2_147_483_647;

interface Range {
  readonly start: number;
  /** Included. */
  readonly end: number;
  readonly line: number;
}

/** `reserved 1, 5 to 9;` or `reserved "name";` of a message, the word taken. */
export function parseReserved(parsing: Parsing, proto: DescriptorProto): void {
  if (takeNames(parsing, proto.reservedName)) return;
  for (const { start, end, line } of ranges(parsing, FIELD_MAX, false)) {
    const range = create(DescriptorProto_ReservedRangeSchema, { start, end: end + 1 });
    proto.reservedRange.push(parsing.declare(range, line));
  }
  parsing.reader.expect(';', 'after the reserved numbers');
}

/** The same of an enum, whose ranges include their end. */
export function parseEnumReserved(parsing: Parsing, proto: EnumDescriptorProto): void {
  if (takeNames(parsing, proto.reservedName)) return;
  for (const { start, end, line } of ranges(parsing, INT32_MAX, true)) {
    const range = create(EnumDescriptorProto_EnumReservedRangeSchema, { start, end });
    proto.reservedRange.push(parsing.declare(range, line));
  }
  parsing.reader.expect(';', 'after the reserved numbers');
}

/** `extensions 100 to 199, 500 to max [options];`, the word taken; every range gets the options. */
export function parseExtensions(parsing: Parsing, proto: DescriptorProto, path: string): void {
  const made = ranges(parsing, FIELD_MAX, false).map(({ start, end, line }) =>
    parsing.declare(create(DescriptorProto_ExtensionRangeSchema, { start, end: end + 1 }), line),
  );
  const statements = readOptionList(parsing.reader);
  for (const range of made) parsing.addOptions(range, ExtensionRangeOptionsSchema, path, statements);
  proto.extensionRange.push(...made);
  parsing.reader.expect(';', 'after the extension numbers');
}

function takeNames(parsing: Parsing, names: string[]): boolean {
  const { reader } = parsing;
  const { kind } = reader.peek();
  if (kind !== 'text' && kind !== 'word') return false;
  const quoted = !parsing.isEdition;
  if (quoted !== (kind === 'text')) {
    throw reader.fault(quoted ? 'reserved names stand in quotes' : 'reserved names stand without quotes in editions');
  }
  do names.push(quoted ? reader.text('a reserved name').toString('utf8') : reader.identifier('a reserved name').text);
  while (reader.take(','));
  reader.expect(';', 'after the reserved names');
  return true;
}

function ranges({ reader }: Parsing, max: number, signed: boolean): Range[] {
  const found: Range[] = [];
  do {
    const { line } = reader;
    const start = reader.integer('a number', signed);
    let end = start;
    if (reader.take('to')) end = reader.take('max') ? max : reader.integer('a number or max', signed);
    const lowest = signed ? -INT32_MAX - 1 : 1;
    if (start < lowest || end > max || end < start) {
      throw reader.fault(`${start} to ${end} is no range of numbers`, undefined, line);
    }
    found.push({ start, end, line });
  } while (reader.take(','));
  return found;
}
