import { isFieldSet } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { Failure } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { jsonName, SCALAR_TYPES } from '../derived.ts';
import { isIdentifier } from '../identifiers.ts';
import { unescapeBytes } from '../parse/tokens.ts';
import { within } from '../symbols.ts';
import { quoted, quotedBytes } from './literal.ts';
import { bracketed, printOptions } from './options.ts';
import type { PrintScope } from './scope.ts';

const SCALAR_NAMES: ReadonlyMap<Type, string> = new Map([...SCALAR_TYPES].map(([name, type]) => [type, name]));

/** The message of a field that is written with it: the entry of a map, or the body of a group. */
export interface Tied {
  readonly kind: 'map' | 'group';
  readonly message: DescriptorProto;
}

/**
 * A field up to the semicolon, or up to the body of a group; `from` is the full name of the message it stands in. Throws a
 * `config` Failure for a default that is none.
 */
export function fieldText(
  field: FieldDescriptorProto,
  tied: Tied | undefined,
  from: string,
  scope: PrintScope,
): string {
  const path = within(from, field.name);
  const { statements, unknown } = printOptions(FieldOptionsSchema, field.options, path, scope);
  const all = [...defaultOf(field, scope), ...jsonNameOf(field), ...statements];
  const name = tied?.kind === 'group' ? tied.message.name : field.name;
  return `${labelOf(field, tied, scope)}${typeOf(field, tied, from, scope)} ${name} = ${field.number}${bracketed(all, unknown)}`;
}

function labelOf(field: FieldDescriptorProto, tied: Tied | undefined, { isProto3, isEdition }: PrintScope): string {
  if (tied?.kind === 'map') return '';
  if (field.label === Label.REPEATED) return 'repeated ';
  if (field.label === Label.REQUIRED) return 'required ';
  const inOneof = isFieldSet(field, FieldDescriptorProtoSchema.field.oneofIndex) && !field.proto3Optional;
  if (isEdition || inOneof || (isProto3 && !field.proto3Optional)) return '';
  return 'optional ';
}

function typeOf(field: FieldDescriptorProto, tied: Tied | undefined, from: string, scope: PrintScope): string {
  if (tied?.kind === 'group') return 'group';
  if (tied === undefined) return singular(field, from, scope);
  const [key, value] = tied.message.field;
  return `map<${key === undefined ? '?' : singular(key, from, scope)}, ${value === undefined ? '?' : singular(value, from, scope)}>`;
}

function singular({ type, typeName }: FieldDescriptorProto, from: string, scope: PrintScope): string {
  return SCALAR_NAMES.get(type) ?? scope.typeName(typeName, from);
}

/** Extensions have a JSON name that cannot be said. */
function jsonNameOf({ name, jsonName: json, extendee }: FieldDescriptorProto): string[] {
  return extendee !== '' || json === '' || json === jsonName(name) ? [] : [`json_name = ${quoted(json)}`];
}

function defaultOf(field: FieldDescriptorProto, { file }: PrintScope): string[] {
  if (!isFieldSet(field, FieldDescriptorProtoSchema.field.defaultValue)) return [];
  const { type, defaultValue: text } = field;
  if (type === Type.STRING) return [`default = ${quoted(text)}`];
  if (type === Type.BYTES) return [`default = ${quotedBytes(unescapeBytes(text))}`];
  const legal =
    type === Type.ENUM || type === Type.BOOL ? isIdentifier(text) : /^-?(?:inf|nan|[\d.]+(?:e[+-]?\d+)?)$/.test(text);
  if (legal) return [`default = ${text}`];
  throw new Failure(
    'config',
    `${printable(file.name, 200)}: ${field.name} has the default ${JSON.stringify(printable(text, 40))}, which is none`,
  );
}
