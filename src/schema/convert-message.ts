import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  DescriptorProto_ExtensionRangeSchema,
  DescriptorProto_ReservedRangeSchema,
  DescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProtoSchema,
  MessageOptionsSchema,
  OneofDescriptorProtoSchema,
  OneofOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import { protobuf } from './protobufjs.ts';
import type { Field, MapField, OneOf, ReflectionObject, Type } from 'protobufjs';
import { within, type ConvertContext } from './convert-context.ts';
import { convertEnum } from './convert-enum.ts';
import { convertField, entryName, isProto3Optional, setType } from './convert-field.ts';
import { convertOptions } from './convert-options.ts';

/** A message with everything in it as its descriptor, in the order of the text. */
export function convertMessage(parsed: Type, scope: string, context: ConvertContext): DescriptorProto {
  const path = within(scope, parsed.name);
  const proto = create(DescriptorProtoSchema, { name: parsed.name });
  const nested: { order: number; message: DescriptorProto }[] = [];
  // The parser adds a twin of each extension to the message it extends.
  const fields = parsed.fieldsArray.filter((field) => field.declaringField === null);

  const oneofs = parsed.oneofsArray.filter((oneof) => !isSynthetic(oneof));
  for (const oneof of oneofs) {
    const options = convertOptions(OneofOptionsSchema, oneof.options, context.at(within(path, oneof.name)));
    proto.oneofDecl.push(
      create(OneofDescriptorProtoSchema, { name: oneof.name, ...(options === undefined ? {} : { options }) }),
    );
  }
  for (const field of fields) {
    const made = convertField(field, path, context);
    proto.field.push(made);
    if (field instanceof protobuf.MapField) {
      const message = mapEntry(field);
      nested.push({ order: context.order(within(path, field.name)), message });
    }
    const place = field.partOf === null ? -1 : oneofs.indexOf(field.partOf);
    if (place !== -1) made.oneofIndex = place;
  }
  addSyntheticOneofs(proto, fields);

  for (const child of parsed.nestedArray) {
    if (child instanceof protobuf.Type) {
      nested.push({
        order: context.order(within(path, child.name)),
        message: convertMessage(child, path, context),
      });
    } else if (child instanceof protobuf.Enum) {
      proto.enumType.push(convertEnum(child, path, context));
    } else {
      proto.extension.push(...extensionsOf(child, path, context));
    }
  }
  proto.nestedType = nested.toSorted((a, b) => a.order - b.order).map(({ message }) => message);
  addRanges(proto, parsed);
  const options = convertOptions(MessageOptionsSchema, parsed.options, context.at(path));
  if (options !== undefined) proto.options = options;
  return proto;
}

/** The extension field an object of a scope is, if it is one. */
export function extensionsOf(child: ReflectionObject, scope: string, context: ConvertContext): FieldDescriptorProto[] {
  if (child instanceof protobuf.Field) return [convertField(child, scope, context)];
  return [];
}

function isSynthetic(oneof: OneOf): boolean {
  const [only, ...others] = oneof.fieldsArray;
  return only !== undefined && others.length === 0 && isProto3Optional(only);
}

/** proto3 `optional` is a oneof of one, named after the field and placed after the real ones. */
function addSyntheticOneofs(proto: DescriptorProto, fields: readonly Field[]): void {
  const taken = new Set([...proto.field, ...proto.oneofDecl].map((element) => element.name));
  for (const [i, field] of fields.entries()) {
    if (!isProto3Optional(field)) continue;
    let name = field.name.startsWith('_') ? field.name : `_${field.name}`;
    while (taken.has(name)) name = `X${name}`;
    taken.add(name);
    const made = proto.field[i];
    if (made !== undefined) made.oneofIndex = proto.oneofDecl.length;
    proto.oneofDecl.push(create(OneofDescriptorProtoSchema, { name }));
  }
}

function mapEntry(field: MapField): DescriptorProto {
  const key = create(FieldDescriptorProtoSchema, { name: 'key', number: 1, label: Label.OPTIONAL, jsonName: 'key' });
  const value = create(FieldDescriptorProtoSchema, {
    name: 'value',
    number: 2,
    label: Label.OPTIONAL,
    jsonName: 'value',
  });
  setType(key, field.keyType);
  setType(value, field.type);
  return create(DescriptorProtoSchema, {
    name: entryName(field.name),
    field: [key, value],
    options: { mapEntry: true },
  });
}

function addRanges(proto: DescriptorProto, parsed: Type): void {
  for (const reserved of parsed.reserved ?? []) {
    if (typeof reserved === 'string') {
      proto.reservedName.push(reserved);
      continue;
    }
    const [start = 0, end = start] = reserved;
    proto.reservedRange.push(create(DescriptorProto_ReservedRangeSchema, { start, end: end + 1 }));
  }
  for (const [start = 0, end = start] of parsed.extensions ?? []) {
    proto.extensionRange.push(create(DescriptorProto_ExtensionRangeSchema, { start, end: end + 1 }));
  }
}
