import { create } from '@bufbuild/protobuf';
import type { FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import type { Field } from 'protobufjs';
import { Failure } from '../base/failure.ts';
import { checkFieldNumber, within, type ConvertContext } from './convert-context.ts';
import { convertOptions } from './convert-options.ts';
import { defaultText } from './default-value.ts';

/** Scalar types by their name in .proto text. */
export const SCALAR_TYPES: ReadonlyMap<string, Type> = new Map([
  ['double', Type.DOUBLE],
  ['float', Type.FLOAT],
  ['int64', Type.INT64],
  ['uint64', Type.UINT64],
  ['int32', Type.INT32],
  ['fixed64', Type.FIXED64],
  ['fixed32', Type.FIXED32],
  ['bool', Type.BOOL],
  ['string', Type.STRING],
  ['bytes', Type.BYTES],
  ['uint32', Type.UINT32],
  ['sfixed32', Type.SFIXED32],
  ['sfixed64', Type.SFIXED64],
  ['sint32', Type.SINT32],
  ['sint64', Type.SINT64],
]);

/** A field as its descriptor; message and enum types keep their name as written until names are resolved. */
export function convertField(field: Field, scope: string, context: ConvertContext): FieldDescriptorProto {
  const name = isGroup(field) ? field.type.toLowerCase() : field.name;
  const path = within(scope, isGroup(field) ? field.type : field.name);
  const where = context.at(path);
  checkFieldNumber(field.id, where);
  const proto = create(FieldDescriptorProtoSchema, {
    name,
    number: field.id,
    label: field.map || field.repeated ? Label.REPEATED : isRequired(field) ? Label.REQUIRED : Label.OPTIONAL,
    jsonName: jsonNameOf(field, name),
  });
  if (field.map) proto.typeName = entryName(field.name);
  else setType(proto, field.type);
  if (isGroup(field)) proto.type = Type.GROUP;
  if (field.extend !== undefined) proto.extendee = field.extend;
  if (isProto3Optional(field)) proto.proto3Optional = true;
  const options = convertOptions(FieldOptionsSchema, field.options, where);
  if (options !== undefined) proto.options = options;
  const given = context.outline.declarations.get(path)?.default;
  if (given !== undefined) {
    if (context.outline.syntax === 'proto3') {
      throw new Failure('config', `${where}: proto3 fields have no explicit defaults`);
    }
    proto.defaultValue = defaultText(SCALAR_TYPES.get(field.type), given, where);
  }
  return proto;
}

/** Sets a scalar type, or the name of a message or enum type, to be resolved. */
export function setType(proto: FieldDescriptorProto, type: string): void {
  const scalar = SCALAR_TYPES.get(type);
  if (scalar === undefined) proto.typeName = type;
  else proto.type = scalar;
}

/** The message protoc makes for the entries of a map field: `counts_by_id` -> `CountsByIdEntry`. */
export function entryName(field: string): string {
  return `${field.replace(/(?:^|_+)([^_]?)/g, (_, letter: string) => letter.toUpperCase())}Entry`;
}

function isRequired(field: Field): boolean {
  // The parser's types leave `rule` out; its `required` is known only after a resolution we do not want.
  return 'rule' in field && field.rule === 'required';
}

export function isProto3Optional(field: Field): boolean {
  return field.options?.['proto3_optional'] === true;
}

/** The JSON name protoc derives: underscores dropped, the letter after one in upper case. */
export function jsonName(name: string): string {
  return name.replace(/_+([^_]?)/g, (_, letter: string) => letter.toUpperCase());
}

function jsonNameOf(field: Field, name: string): string {
  const given: unknown = field.options?.['json_name'];
  return typeof given === 'string' ? given : jsonName(name);
}

/** The parser names a group's field after its type, first letter in lower case. */
function isGroup(field: Field): boolean {
  const parent = field.parent;
  const type = parent?.get(field.type);
  return (
    type !== null &&
    type !== undefined &&
    'group' in type &&
    type.group === true &&
    lowerFirst(field.type) === field.name
  );
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
