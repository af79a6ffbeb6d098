import { clone } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto, FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { jsonName } from './derived.ts';

/** The file with a JSON name on every field; some runtimes, Python's among them, strip the usual ones from what they serve. */
export function withJsonNames(file: FileDescriptorProto): FileDescriptorProto {
  if (fieldsOf(file).every((field) => field.jsonName !== '')) return file;
  const named = clone(FileDescriptorProtoSchema, file);
  for (const field of fieldsOf(named)) if (field.jsonName === '') field.jsonName = jsonName(field.name);
  return named;
}

function fieldsOf(file: FileDescriptorProto): FieldDescriptorProto[] {
  return [...file.extension, ...file.messageType.flatMap(fieldsIn)];
}

function fieldsIn(message: DescriptorProto): FieldDescriptorProto[] {
  return [...message.field, ...message.extension, ...message.nestedType.flatMap(fieldsIn)];
}
