import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  DescriptorProto_ExtensionRangeSchema,
  DescriptorProto_ReservedRangeSchema,
  EnumDescriptorProto_EnumReservedRangeSchema,
  ExtensionRangeOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { Failure } from '../../base/failure.ts';
import { FIELD_MAX, MESSAGE_SET_MAX } from '../field-number.ts';
import { readOptionList } from './option-statement.ts';
import type { Parsing } from './parsing.ts';

const INT32_MAX = 2_147_483_647;
/** What `max` is until the options of the message are known, which decide how far it goes. */
const TO_MAX = -1;

interface Range {
  readonly start: number;
  /** Included; `TO_MAX` for a message's `max`. */
  readonly end: number;
  readonly line: number;
}

/** `reserved 1, 5 to 9;` or `reserved "name";` of a message, the word taken. Its ranges wait for `endRanges`. */
export function parseReserved(parsing: Parsing, proto: DescriptorProto): void {
  if (takeNames(parsing, proto.reservedName)) return;
  for (const { start, end, line } of ranges(parsing, TO_MAX, false)) {
    const range = create(DescriptorProto_ReservedRangeSchema, { start, end });
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

/** `extensions 100 to 199, 500 to max [options];`, the word taken; every range gets the options. They wait for `endRanges`. */
export function parseExtensions(parsing: Parsing, proto: DescriptorProto, path: string): void {
  const made = ranges(parsing, TO_MAX, false).map(({ start, end, line }) =>
    parsing.declare(create(DescriptorProto_ExtensionRangeSchema, { start, end }), line),
  );
  const statements = readOptionList(parsing.reader);
  for (const range of made) parsing.addOptions(range, ExtensionRangeOptionsSchema, path, statements);
  proto.extensionRange.push(...made);
  parsing.reader.expect(';', 'after the extension numbers');
}

/** Ends the ranges of a message whose body is read, as descriptors do: excluded. Those of a message set go further. */
export function endRanges(parsing: Parsing, proto: DescriptorProto, isMessageSet: boolean): void {
  const most = isMessageSet ? MESSAGE_SET_MAX : FIELD_MAX;
  for (const range of [...proto.reservedRange, ...proto.extensionRange]) {
    const last = range.end === TO_MAX ? most : range.end;
    if (range.start > most || last > most) throw noRange(range.start, last, parsing.at(range));
    range.end = last + 1;
  }
}

function takeNames(parsing: Parsing, names: string[]): boolean {
  const { reader } = parsing;
  const { kind } = reader.peek();
  if (kind !== 'text' && kind !== 'word') return false;
  const quoted = !parsing.isEdition;
  if (quoted !== (kind === 'text')) {
    throw reader.fault(quoted ? 'reserved names stand in quotes' : 'reserved names stand without quotes in editions');
  }
  do names.push(quoted ? reader.string('a reserved name') : reader.identifier('a reserved name').text);
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
    if (start < lowest || end > INT32_MAX || (end < start && (signed || end !== TO_MAX))) {
      throw noRange(start, end, `${reader.file}:${line}`);
    }
    found.push({ start, end, line });
  } while (reader.take(','));
  return found;
}

function noRange(start: number, end: number, where: string): Failure {
  return new Failure('config', `${where}: ${start} to ${end} is no range of numbers`);
}
