import type { DescriptorProto, EnumDescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { checkFieldNumber, MESSAGE_SET_MAX } from './field-number.ts';
import type { ParsedProto } from './parse/file.ts';
import { within } from './symbols.ts';

type At = ParsedProto['at'];

/**
 * What can be wrong with a file in itself: names and numbers used twice, or reserved. Its names must have been resolved
 * and its plain options be in place. Throws a `config` Failure naming file and line.
 */
export function checkProto(parsed: ParsedProto): void {
  const { proto, isProto3 } = parsed;
  const at: At = (declared) => parsed.at(declared);
  const names = new Names(at);
  for (const message of proto.messageType) checkMessage(message, '', names, at, isProto3);
  for (const desc of proto.enumType) checkEnum(desc, '', names, at);
  for (const field of proto.extension) checkExtension(field, '', names, at, isProto3);
  for (const service of proto.service) {
    names.add('', service);
    for (const method of service.method) names.add(service.name, method);
  }
}

/** The names of a file, by path. */
class Names {
  readonly #paths = new Set<string>();
  readonly #at: At;

  constructor(at: At) {
    this.#at = at;
  }

  add(scope: string, declared: { readonly name: string }): void {
    const path = within(scope, declared.name);
    if (this.#paths.has(path)) throw new Failure('config', `${this.#at(declared)}: '${path}' is declared twice`);
    this.#paths.add(path);
  }
}

function checkMessage(message: DescriptorProto, scope: string, names: Names, at: At, isProto3: boolean): void {
  names.add(scope, message);
  const path = within(scope, message.name);
  for (const field of message.field) names.add(path, field);
  for (const oneof of message.oneofDecl) if (!isSynthetic(message, oneof.name)) names.add(path, oneof);
  for (const nested of message.nestedType) checkMessage(nested, path, names, at, isProto3);
  for (const desc of message.enumType) checkEnum(desc, path, names, at);
  for (const field of message.extension) checkExtension(field, path, names, at, isProto3);
  checkNumbers(message, at);
  checkJsonNames(message, at, isProto3);
  if (isProto3 && message.extensionRange.length > 0) {
    throw new Failure('config', `${at(message)}: proto3 messages have no extensions`);
  }
  if (message.options?.messageSetWireFormat === true) checkMessageSet(message, at, isProto3);
}

function checkMessageSet(message: DescriptorProto, at: At, isProto3: boolean): void {
  if (isProto3) throw new Failure('config', `${at(message)}: proto3 has no message sets`);
  const [field] = message.field;
  if (field !== undefined) throw new Failure('config', `${at(field)}: a message set has extensions alone, no fields`);
}

function isSynthetic(message: DescriptorProto, oneof: string): boolean {
  return message.field.some(
    ({ proto3Optional, oneofIndex }) => proto3Optional && message.oneofDecl[oneofIndex]?.name === oneof,
  );
}

function checkNumbers(message: DescriptorProto, at: At): void {
  const owners = new Map<number, string>();
  for (const field of message.field) {
    const { name, number } = field;
    const refuse = (why: string): Failure => new Failure('config', `${at(field)}: ${why}`);
    checkFieldNumber(number, at(field));
    const owner = owners.get(number);
    if (owner !== undefined) throw refuse(`${owner} and ${name} both have number ${number}`);
    owners.set(number, name);
    const inside = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
      number >= start && number < end;
    if (message.reservedRange.some(inside)) throw refuse(`number ${number} is reserved`);
    if (message.reservedName.includes(name)) throw refuse(`the name ${name} is reserved`);
    if (message.extensionRange.some(inside)) throw refuse(`number ${number} is left to extensions`);
    if (field.options?.packed === true && !isPackable(field)) throw refuse('only repeated numbers can be packed');
  }
}

function isPackable({ label, type }: FieldDescriptorProto): boolean {
  return label === Label.REPEATED && ![Type.STRING, Type.BYTES, Type.MESSAGE, Type.GROUP].includes(type);
}

/** proto2 lets them clash, as it knew no JSON. */
function checkJsonNames(message: DescriptorProto, at: At, isProto3: boolean): void {
  if (!isProto3) return;
  const owners = new Map<string, string>();
  for (const field of message.field) {
    const owner = owners.get(field.jsonName);
    if (owner !== undefined) {
      throw new Failure('config', `${at(field)}: ${owner} and ${field.name} both are ${field.jsonName} in JSON`);
    }
    owners.set(field.jsonName, field.name);
  }
}

function checkExtension(field: FieldDescriptorProto, scope: string, names: Names, at: At, isProto3: boolean): void {
  names.add(scope, field);
  // Numbers only a message set has are refused with its ranges.
  checkFieldNumber(field.number, at(field), MESSAGE_SET_MAX);
  if (isProto3 && !/^\.google\.protobuf\.\w+Options$/.test(field.extendee)) {
    throw new Failure('config', `${at(field)}: proto3 extends options alone, not ${field.extendee.slice(1)}`);
  }
}

function checkEnum(desc: EnumDescriptorProto, scope: string, names: Names, at: At): void {
  names.add(scope, desc);
  const owners = new Map<number, string>();
  for (const value of desc.value) {
    const { name, number } = value;
    const refuse = (why: string, hint?: string): Failure =>
      new Failure('config', `${at(value)}: ${why}`, hint === undefined ? {} : { hint });
    // Values are siblings of their enum.
    names.add(scope, value);
    const owner = owners.get(number);
    if (owner !== undefined && desc.options?.allowAlias !== true) {
      throw refuse(`${owner} and ${name} both have number ${number}`, 'option allow_alias = true lets them');
    }
    owners.set(number, name);
    if (desc.reservedRange.some(({ start, end }) => number >= start && number <= end)) {
      throw refuse(`number ${number} is reserved`);
    }
    if (desc.reservedName.includes(name)) throw refuse(`the name ${name} is reserved`);
  }
}
