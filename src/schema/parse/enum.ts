import { create } from '@bufbuild/protobuf';
import type { EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  EnumDescriptorProtoSchema,
  EnumOptionsSchema,
  EnumValueDescriptorProtoSchema,
  EnumValueOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { type OptionStatement, readOptionList } from './option-statement.ts';
import { parseEnumReserved } from './ranges.ts';
import type { Parsing } from './parsing.ts';
import { within } from '../symbols.ts';

/** `enum Name { ... }`, the word `enum` taken. */
export function parseEnum(parsing: Parsing, scope: string): EnumDescriptorProto {
  const { reader } = parsing;
  const name = reader.identifier('the name of an enum');
  const proto = parsing.declare(create(EnumDescriptorProtoSchema, { name: name.text }), name.line);
  const options: OptionStatement[] = [];
  parsing.block('the name of an enum', () => {
    if (reader.is('=', 1)) parseValue(parsing, proto, scope);
    else if (parsing.takeOption(options)) return;
    else if (reader.take('reserved')) parseEnumReserved(parsing, proto);
    else parseValue(parsing, proto, scope);
  });
  parsing.addOptions(proto, EnumOptionsSchema, within(scope, proto.name), options);
  if (proto.value.length === 0) throw reader.fault(`enum ${proto.name} has no values`, undefined, name.line);
  if (parsing.isProto3 && proto.value[0]?.number !== 0) {
    throw reader.fault('the first value of a proto3 enum must be 0', undefined, name.line);
  }
  return proto;
}

function parseValue(parsing: Parsing, proto: EnumDescriptorProto, scope: string): void {
  const { reader } = parsing;
  const name = reader.identifier('the name of a value');
  reader.expect('=', 'after the name of a value');
  const number = reader.integer('the number of a value', true);
  if (number !== Math.trunc(number) || Math.abs(number + 0.5) > 2_147_483_647.5) {
    throw reader.fault(`${number} does not fit an enum value`, undefined, name.line);
  }
  const value = parsing.declare(create(EnumValueDescriptorProtoSchema, { name: name.text, number }), name.line);
  // Values are siblings of their enum.
  parsing.addOptions(value, EnumValueOptionsSchema, within(scope, name.text), readOptionList(reader));
  reader.expect(';', 'after the number of a value');
  proto.value.push(value);
}
