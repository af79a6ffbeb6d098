import { isFieldSet } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { checkFieldNumber, FIELD_MAX, MESSAGE_SET_MAX } from './field-number.ts';

const { type: TYPE, label: LABEL } = FieldDescriptorProtoSchema.field;

/**
 * Checks what the registry takes for granted: every field has a type, a label and a legal number of its own. Throws a
 * `config` Failure naming file and field.
 */
export function checkFields(file: FileDescriptorProto): void {
  for (const field of file.extension) checkField(field, file.name);
  for (const message of file.messageType) checkMessage(message, `${file.name}: ${message.name}`);
}

function checkMessage(message: DescriptorProto, where: string): void {
  const owners = new Map<number, string>();
  for (const field of message.field) {
    checkField(field, where);
    const owner = owners.get(field.number);
    if (owner !== undefined) {
      throw new Failure('config', `${where}: ${owner} and ${field.name} both have number ${field.number}`);
    }
    owners.set(field.number, field.name);
  }
  for (const field of message.extension) checkField(field, where);
  for (const nested of message.nestedType) checkMessage(nested, `${where}.${nested.name}`);
}

function checkField(field: FieldDescriptorProto, where: string): void {
  const at = `${where}.${field.name}`;
  checkFieldNumber(field.number, at, field.extendee === '' ? FIELD_MAX : MESSAGE_SET_MAX);
  // An enum value nobody knows is unset too, and unset reads as double.
  if (!isFieldSet(field, TYPE)) throw new Failure('config', `${at}: its type is missing or unknown`);
  if (!isFieldSet(field, LABEL)) throw new Failure('config', `${at}: its label is missing or unknown`);
  // No JavaScript object can hold it.
  if (field.jsonName === '__proto__') throw new Failure('config', `${at}: its JSON name is __proto__`);
}
