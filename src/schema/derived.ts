import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  DescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  OneofDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';

// What protoc adds to what was written.

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

/** Sets a scalar type, or the name of a message or enum type, to be resolved. */
export function setType(proto: FieldDescriptorProto, type: string): void {
  const scalar = SCALAR_TYPES.get(type);
  if (scalar === undefined) proto.typeName = type;
  else proto.type = scalar;
}

/** The JSON name of a field: underscores dropped, the letter after one in upper case. */
export function jsonName(name: string): string {
  return name.replace(/_+([^_]?)/g, (_, letter: string) => letter.toUpperCase());
}

/** The message made for the entries of a map field: `counts_by_id` -> `CountsByIdEntry`. */
export function entryName(field: string): string {
  return `${field.replace(/(?:^|_+)([^_]?)/g, (_, letter: string) => letter.toUpperCase())}Entry`;
}

/** The message of the entries of the map field `name`. */
export function mapEntryOf(name: string, keyType: string, valueType: string): DescriptorProto {
  const key = create(FieldDescriptorProtoSchema, { name: 'key', number: 1, label: Label.OPTIONAL, jsonName: 'key' });
  const value = create(FieldDescriptorProtoSchema, {
    name: 'value',
    number: 2,
    label: Label.OPTIONAL,
    jsonName: 'value',
  });
  setType(key, keyType);
  setType(value, valueType);
  return create(DescriptorProtoSchema, { name: entryName(name), field: [key, value], options: { mapEntry: true } });
}

/**
 * proto3 `optional` is a oneof of one, named after the field and placed after the real ones. `isOptional` says of each
 * field of the message whether it has the keyword.
 */
export function syntheticOneofs(proto: DescriptorProto, isOptional: readonly boolean[]): void {
  const taken = new Set([...proto.field, ...proto.oneofDecl].map((element) => element.name));
  for (const [i, field] of proto.field.entries()) {
    if (isOptional[i] !== true) continue;
    let name = field.name.startsWith('_') ? field.name : `_${field.name}`;
    while (taken.has(name)) name = `X${name}`;
    taken.add(name);
    field.oneofIndex = proto.oneofDecl.length;
    proto.oneofDecl.push(create(OneofDescriptorProtoSchema, { name }));
  }
}
