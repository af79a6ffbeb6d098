import {
  getExtension,
  setExtension,
  toBinary,
  type DescExtension,
  type DescField,
  type DescMessage,
} from '@bufbuild/protobuf';
import { reflect, scalarZeroValue, type ReflectMessage } from '@bufbuild/protobuf/reflect';
import { Failure } from '../../base/failure.ts';
import { didYouMean, printable } from '../../base/text.ts';
import { enumNumberOf, scalarOf, shown, type ScalarValue } from './scalar-value.ts';
import type { OptionValue, TextField } from '../parse/option-statement.ts';

/** What the values of options can name. */
export interface OptionTypes {
  /** The extension a name means here. */
  extension(name: string): DescExtension | undefined;
  /** Any message by its full name. */
  message(name: string): DescMessage | undefined;
}

/**
 * A value in braces as a message. `file` and the line of each value are named by the `config` Failures it throws for what
 * does not fit.
 */
export function messageOf(desc: DescMessage, value: OptionValue, types: OptionTypes, file: string): ReflectMessage {
  if (value.kind !== 'message') {
    throw new Failure(
      'config',
      `${file}:${value.line}: ${shown(value)} is no ${desc.typeName}, which stands in braces`,
    );
  }
  const message = reflect(desc);
  const seen = new Set<DescField>();
  for (const each of value.fields) {
    const where = `${file}:${each.line}`;
    if (each.form === 'any') setAny(message, each, types, file);
    else if (each.form === 'extension') setExtended(message, each, types, file);
    else setField(message, fieldOf(desc, each, where), each, seen, types, file);
  }
  return message;
}

function fieldOf(desc: DescMessage, { name }: TextField, where: string): DescField {
  // Text format calls a group by the name of its type.
  const field = desc.fields.find((each) => each.name === name || (isGroup(each) && each.message?.name === name));
  if (field !== undefined) return field;
  const hint = didYouMean(
    name,
    desc.fields.map((each) => each.name),
  );
  throw new Failure(
    'config',
    `${where}: ${desc.typeName} has no field '${printable(name, 80)}'`,
    hint === undefined ? {} : { hint },
  );
}

function isGroup(field: DescField): boolean {
  return field.message !== undefined && 'delimitedEncoding' in field && field.delimitedEncoding;
}

function setField(
  message: ReflectMessage,
  field: DescField,
  { value, line }: TextField,
  seen: Set<DescField>,
  types: OptionTypes,
  file: string,
): void {
  const where = `${file}:${line}`;
  const values = value.kind === 'list' ? value.values : [value];
  const repeated = field.fieldKind === 'list' || field.fieldKind === 'map';
  if (!repeated && (seen.has(field) || value.kind === 'list')) {
    throw new Failure('config', `${where}: '${field.name}' takes one value`);
  }
  const rival = field.oneof?.fields.find((each) => each !== field && seen.has(each));
  if (rival !== undefined) {
    throw new Failure('config', `${where}: '${field.name}' and '${rival.name}' exclude each other`);
  }
  seen.add(field);
  for (const each of values) {
    if (field.fieldKind === 'map') setEntry(message, field, each, types, file);
    else if (field.fieldKind === 'list') message.get(field).add(singular(field, each, types, file));
    else message.set(field, singular(field, each, types, file));
  }
}

/** One value of a field or an extension, repeated or not. */
function singular(
  field: DescField | DescExtension,
  value: OptionValue,
  types: OptionTypes,
  file: string,
): ScalarValue | ReflectMessage {
  const where = `${file}:${value.line}`;
  if (field.message !== undefined) return messageOf(field.message, value, types, file);
  if (field.enum !== undefined) return enumNumberOf(field.enum, value, where);
  return scalarOf(field.scalar, value, where);
}

type MapField = DescField & { fieldKind: 'map' };

/** An entry of a map as protoc writes it: the key or value that is left out is the default. */
export function setEntry(
  message: ReflectMessage,
  field: MapField,
  value: OptionValue,
  types: OptionTypes,
  file: string,
): void {
  const where = `${file}:${value.line}`;
  const given = value.kind === 'message' ? value.fields : [];
  const parts = new Map(given.map((each) => [`${each.form} ${each.name}`, each.value]));
  const [key, held] = [parts.get('field key'), parts.get('field value')];
  const known = Number(key !== undefined) + Number(held !== undefined);
  if (value.kind !== 'message' || given.length !== known) {
    throw new Failure('config', `${where}: an entry of '${field.name}' is written { key: ... value: ... }`);
  }
  const madeKey = key === undefined ? scalarZeroValue(field.mapKey, false) : scalarOf(field.mapKey, key, where);
  message.get(field).set(madeKey, held === undefined ? zeroOf(field) : singular(field, held, types, file));
}

/** What the value of an entry is when nothing is said. */
function zeroOf(field: MapField): ScalarValue | ReflectMessage {
  if (field.mapKind === 'message') return reflect(field.message);
  if (field.mapKind === 'enum') return field.enum.values[0]?.number ?? 0;
  return scalarZeroValue(field.scalar, false);
}

function setExtended(message: ReflectMessage, each: TextField, types: OptionTypes, file: string): void {
  const where = `${file}:${each.line}`;
  const extension = types.extension(each.name);
  if (extension?.extendee.typeName !== message.desc.typeName) {
    throw new Failure('config', `${where}: '${printable(each.name, 80)}' is no extension of ${message.desc.typeName}`);
  }
  const values = each.value.kind === 'list' ? each.value.values : [each.value];
  const made = values.map((value) => {
    const one = singular(extension, value, types, file);
    return typeof one === 'object' && 'message' in one ? one.message : one;
  });
  if (extension.fieldKind === 'list') {
    const before = getExtension(message.message, extension) as readonly ScalarValue[];
    setExtension(message.message, extension, [...before, ...made] as never);
  } else if (made.length === 1) setExtension(message.message, extension, made[0] as never);
  else throw new Failure('config', `${where}: '${printable(each.name, 80)}' takes one value`);
}

/** `[type.googleapis.com/pkg.Type] { ... }`: the Any holds that message. */
function setAny(message: ReflectMessage, each: TextField, types: OptionTypes, file: string): void {
  const where = `${file}:${each.line}`;
  const type = types.message(each.name.slice(each.name.lastIndexOf('/') + 1));
  const url = message.desc.fields.find(({ number }) => number === 1);
  const bytes = message.desc.fields.find(({ number }) => number === 2);
  if (message.desc.typeName !== 'google.protobuf.Any' || type === undefined || !url || !bytes) {
    throw new Failure('config', `${where}: '${printable(each.name, 80)}' is no message known here`);
  }
  const inner = messageOf(type, each.value, types, file);
  message.set(url, each.name);
  message.set(bytes, toBinary(type, inner.message));
}
