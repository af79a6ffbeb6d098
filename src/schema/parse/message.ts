import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  DescriptorProtoSchema,
  MessageOptionsSchema,
  OneofDescriptorProtoSchema,
  OneofOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { syntheticOneofs } from '../derived.ts';
import type { OptionStatement } from './option-statement.ts';
import { parseEnum } from './enum.ts';
import { parseField, type FieldPlace } from './field.ts';
import { endRanges, parseExtensions, parseReserved } from './ranges.ts';
import type { Parsing } from './parsing.ts';
import type { Token } from './tokens.ts';
import { takeVisibility } from './visibility.ts';
import { within } from '../symbols.ts';

/** Messages in messages, as many as protoc allows. */
const DEEPEST = 32;

/** `message Name { ... }`, the word `message` taken; `depth` is 1 for one that is in no other. */
export function parseMessage(parsing: Parsing, scope: string, depth: number): DescriptorProto {
  return parseBody(parsing, parsing.reader.identifier('the name of a message'), scope, depth);
}

/** `extend Type { ... }`, the word `extend` taken; `addField` and `addNested` take what it declares. */
export function parseExtend(
  parsing: Parsing,
  scope: string,
  depth: number,
  addField: (field: FieldDescriptorProto) => void,
  addNested: (message: DescriptorProto) => void,
): void {
  const extendee = parsing.reader.qualified('the name of a message');
  const place = placeOf(parsing, scope, depth, addNested);
  parsing.block('the name of a message', () => addField(parseField(parsing, { ...place, extendee })));
}

function parseBody(parsing: Parsing, name: Token, scope: string, depth: number): DescriptorProto {
  const { reader } = parsing;
  if (depth > DEEPEST) throw reader.fault(`messages nested deeper than ${DEEPEST} levels`);
  const proto = parsing.declare(create(DescriptorProtoSchema, { name: name.text }), name.line);
  const path = within(scope, proto.name);
  const options: OptionStatement[] = [];
  const addNested = (message: DescriptorProto): void => void proto.nestedType.push(message);
  const place = placeOf(parsing, path, depth, addNested);
  parsing.block('the name of a message', () => {
    const visibility = takeVisibility(parsing);
    if (reader.take('message')) addNested(visibility(parseMessage(parsing, path, depth + 1)));
    else if (reader.take('enum')) proto.enumType.push(visibility(parseEnum(parsing, path)));
    else if (parsing.takeOption(options)) return;
    else if (reader.take('oneof')) parseOneof(parsing, proto, place);
    else if (reader.take('extensions')) parseExtensions(parsing, proto, path);
    else if (reader.take('reserved')) parseReserved(parsing, proto);
    else if (reader.take('extend')) {
      parseExtend(parsing, path, depth, (field) => void proto.extension.push(field), addNested);
    } else proto.field.push(parseField(parsing, place));
  });
  endRanges(parsing, proto, options.some(makesMessageSet));
  syntheticOneofs(
    proto,
    proto.field.map(({ proto3Optional }) => proto3Optional),
  );
  parsing.addOptions(proto, MessageOptionsSchema, path, options);
  return proto;
}

/** protoc too decides by the text, before the options are read. */
function makesMessageSet({ path: [part, ...rest], value }: OptionStatement): boolean {
  const named = part?.text === 'message_set_wire_format' && !part.extension && rest.length === 0;
  return named && value.kind === 'word' && value.text === 'true';
}

function placeOf(
  parsing: Parsing,
  scope: string,
  depth: number,
  addNested: (message: DescriptorProto) => void,
): FieldPlace {
  return { scope, addNested, parseGroup: (name) => parseBody(parsing, name, scope, depth + 1) };
}

function parseOneof(parsing: Parsing, message: DescriptorProto, place: FieldPlace): void {
  const { reader } = parsing;
  const name = reader.identifier('the name of a oneof');
  const proto = parsing.declare(create(OneofDescriptorProtoSchema, { name: name.text }), name.line);
  const oneofIndex = message.oneofDecl.length;
  message.oneofDecl.push(proto);
  const options: OptionStatement[] = [];
  const before = message.field.length;
  parsing.block('the name of a oneof', () => {
    if (parsing.takeOption(options)) return;
    const field = parseField(parsing, { ...place, inOneof: true });
    field.oneofIndex = oneofIndex;
    message.field.push(field);
  });
  if (message.field.length === before) throw reader.fault(`oneof ${proto.name} is empty`, undefined, name.line);
  parsing.addOptions(proto, OneofOptionsSchema, within(place.scope, proto.name), options);
}
