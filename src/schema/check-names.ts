import type { DescriptorProto, EnumDescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { checkIdentifier, checkQualifiedName } from './identifiers.ts';

/** Checks every name of a descriptor against the identifier grammar; throws a `config` Failure for the first bad one. */
export function checkNames(file: FileDescriptorProto): void {
  const where = file.name;
  if (file.package !== '') checkQualifiedName(file.package, where);
  for (const message of file.messageType) checkMessage(message, where);
  for (const desc of file.enumType) checkEnum(desc, where);
  for (const field of file.extension) checkField(field, where);
  for (const service of file.service) {
    checkIdentifier(service.name, where);
    for (const method of service.method) {
      checkIdentifier(method.name, where);
      checkQualifiedName(method.inputType, where);
      checkQualifiedName(method.outputType, where);
    }
  }
}

function checkMessage(message: DescriptorProto, where: string): void {
  checkIdentifier(message.name, where);
  for (const nested of message.nestedType) checkMessage(nested, where);
  for (const desc of message.enumType) checkEnum(desc, where);
  for (const field of [...message.field, ...message.extension]) checkField(field, where);
  for (const oneof of message.oneofDecl) checkIdentifier(oneof.name, where);
}

function checkEnum(desc: EnumDescriptorProto, where: string): void {
  checkIdentifier(desc.name, where);
  for (const value of desc.value) checkIdentifier(value.name, where);
}

function checkField(
  field: { readonly name: string; readonly typeName: string; readonly extendee: string },
  where: string,
): void {
  checkIdentifier(field.name, where);
  if (field.typeName !== '') checkQualifiedName(field.typeName, where);
  if (field.extendee !== '') checkQualifiedName(field.extendee, where);
}
