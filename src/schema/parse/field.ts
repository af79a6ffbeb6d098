import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { defaultText } from './default-value.ts';
import { entryName, jsonName, mapEntryOf, SCALAR_TYPES, setType } from '../derived.ts';
import { readOptionList, type OptionStatement } from './option-statement.ts';
import type { Parsing } from './parsing.ts';
import type { Token } from './tokens.ts';
import { within } from '../symbols.ts';

/** Where a field stands. */
export interface FieldPlace {
  /** Path of the message inside the file, or of the one an `extend` stands in. */
  readonly scope: string;
  /** Type that is extended, as written. */
  readonly extendee?: string;
  readonly inOneof?: boolean;
  /** Takes the messages a group or a map makes. */
  addNested(message: DescriptorProto): void;
  /** Parses the body of a group, from the brace on. */
  parseGroup(name: Token): DescriptorProto;
}

/** One field, group or map with its options. */
export function parseField(parsing: Parsing, place: FieldPlace): FieldDescriptorProto {
  const { reader } = parsing;
  const label = parseLabel(parsing, place);
  if (reader.is('map') && reader.is('<', 1)) return parseMap(parsing, place, label);
  const proto = create(FieldDescriptorProtoSchema, { label: label.value });
  if (label.optional && parsing.isProto3) proto.proto3Optional = true;
  if (place.extendee !== undefined) proto.extendee = place.extendee;
  if (reader.is('group') && reader.peek(1).kind === 'word') return parseGroup(parsing, place, proto);
  setType(proto, reader.qualified('the type of a field'));
  const name = reader.identifier('the name of a field');
  parsing.declare(proto, name.line);
  proto.name = name.text;
  proto.jsonName = jsonName(name.text);
  parseNumber(parsing, proto);
  parseOptions(parsing, place, proto);
  reader.expect(';', 'after a field');
  return proto;
}

function parseLabel(
  { reader, isProto3, isEdition }: Parsing,
  { inOneof, extendee }: FieldPlace,
): { readonly value: Label; readonly optional: boolean } {
  const word = ['optional', 'repeated', 'required'].find((each) => reader.is(each));
  if (word === undefined) {
    const needed = !isProto3 && !isEdition && inOneof !== true && !(reader.is('map') && reader.is('<', 1));
    if (needed) throw reader.unexpected("'optional', 'required' or 'repeated'");
    return { value: Label.OPTIONAL, optional: false };
  }
  if (inOneof === true) throw reader.fault(`a field of a oneof is not ${word}`);
  if (word === 'required' && isProto3) throw reader.fault('proto3 has no required fields');
  if (word === 'required' && extendee !== undefined) throw reader.fault('an extension cannot be required');
  if (word !== 'repeated' && isEdition) {
    throw reader.fault(`${word} is said with features.field_presence in editions`);
  }
  reader.next();
  const value = word === 'repeated' ? Label.REPEATED : word === 'required' ? Label.REQUIRED : Label.OPTIONAL;
  return { value, optional: word === 'optional' };
}

function parseMap(
  parsing: Parsing,
  place: FieldPlace,
  label: { readonly value: Label; readonly optional: boolean },
): FieldDescriptorProto {
  const { reader } = parsing;
  if (label.optional || label.value !== Label.OPTIONAL) throw reader.fault('a map has no label');
  if (place.inOneof === true || place.extendee !== undefined) throw reader.fault('a map cannot stand here');
  reader.next();
  reader.expect('<');
  const key = reader.word('the type of the keys');
  const type = SCALAR_TYPES.get(key.text);
  if (type === undefined || type === Type.DOUBLE || type === Type.FLOAT || type === Type.BYTES) {
    throw reader.fault(`the keys of a map are integers, strings or bools, not ${key.text}`, undefined, key.line);
  }
  reader.expect(',', 'after the type of the keys');
  const value = reader.qualified('the type of the values');
  reader.expect('>', 'after the type of the values');
  const name = reader.identifier('the name of a field');
  const proto = create(FieldDescriptorProtoSchema, {
    name: name.text,
    label: Label.REPEATED,
    typeName: entryName(name.text),
    jsonName: jsonName(name.text),
  });
  parsing.declare(proto, name.line);
  parseNumber(parsing, proto);
  const statements = parseOptions(parsing, place, proto);
  reader.expect(';', 'after a field');
  const entry = parsing.declare(mapEntryOf(name.text, key.text, value), name.line);
  const features = statements.filter(({ path: [part] }) => part?.text === 'features' && !part.extension);
  for (const field of entry.field) {
    parsing.declare(field, name.line);
    parsing.addOptions(field, FieldOptionsSchema, within(within(place.scope, entry.name), field.name), features);
  }
  place.addNested(entry);
  return proto;
}

/** `group Name = 1 { ... }`: a message, and a field named after it in small letters. */
function parseGroup(parsing: Parsing, place: FieldPlace, proto: FieldDescriptorProto): FieldDescriptorProto {
  const { reader } = parsing;
  if (parsing.isProto3 || parsing.isEdition) throw reader.fault('groups are of proto2 alone');
  reader.next();
  const name = reader.identifier('the name of a group');
  if (!/^[A-Z]/.test(name.text)) {
    throw reader.fault(`the name of a group begins with a capital letter, not as ${name.text}`, undefined, name.line);
  }
  parsing.declare(proto, name.line);
  proto.name = name.text.toLowerCase();
  proto.jsonName = jsonName(proto.name);
  proto.type = Type.GROUP;
  proto.typeName = name.text;
  parseNumber(parsing, proto);
  parseOptions(parsing, place, proto);
  place.addNested(place.parseGroup(name));
  return proto;
}

function parseNumber({ reader }: Parsing, proto: FieldDescriptorProto): void {
  reader.expect('=', 'after the name of a field');
  proto.number = reader.integer('the number of a field', true);
}

function parseOptions(parsing: Parsing, place: FieldPlace, proto: FieldDescriptorProto): OptionStatement[] {
  const { reader } = parsing;
  const statements = readOptionList(reader, () => takeDefault(parsing, proto) || takeJsonName(parsing, place, proto));
  parsing.addOptions(proto, FieldOptionsSchema, within(place.scope, proto.name), statements);
  return statements;
}

/** `default = value`; of an enum its name, checked when the enum is known. */
function takeDefault(parsing: Parsing, proto: FieldDescriptorProto): boolean {
  const { reader } = parsing;
  if (!reader.is('default')) return false;
  const where = `${reader.file}:${reader.line}`;
  if (parsing.isProto3) throw reader.fault('proto3 fields have no explicit defaults');
  if (proto.label === Label.REPEATED || proto.type === Type.GROUP) {
    throw reader.fault('repeated fields and messages have no defaults');
  }
  reader.next();
  reader.expect('=', "after 'default'");
  const text = proto.type === Type.STRING || proto.type === Type.BYTES;
  const type = proto.typeName === '' ? proto.type : undefined;
  proto.defaultValue = defaultText(type, text ? reader.text('a text in quotes') : readPlain(parsing), where);
  return true;
}

function readPlain({ reader }: Parsing): string {
  const sign = reader.take('-') ? '-' : '';
  const token = reader.peek();
  if (token.kind !== 'word' && token.kind !== 'number') throw reader.unexpected('a default');
  return sign + reader.next().text;
}

function takeJsonName(parsing: Parsing, place: FieldPlace, proto: FieldDescriptorProto): boolean {
  const { reader } = parsing;
  if (!reader.is('json_name')) return false;
  if (place.extendee !== undefined) throw reader.fault('an extension has no json_name');
  reader.next();
  reader.expect('=', "after 'json_name'");
  proto.jsonName = reader.string('a text in quotes');
  return true;
}
