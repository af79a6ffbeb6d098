import { create } from '@bufbuild/protobuf';
import type { DescriptorProto, EnumDescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  DescriptorProtoSchema,
  EnumDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { entryName, jsonName, mapEntryOf, setType, syntheticOneofs } from './derived.ts';
import type { EnumPlan, FieldPlan, MessagePlan } from './file-plan.ts';

/** A planned message as its descriptor; references keep their name as written. */
export function planMessage(plan: MessagePlan): DescriptorProto {
  const oneofs = [...new Set(plan.fields.flatMap(({ oneof }) => oneof ?? []))];
  const proto = create(DescriptorProtoSchema, {
    name: plan.name,
    field: plan.fields.map((field) => planField(field, oneofs)),
    oneofDecl: oneofs.map((name) => ({ name })),
    nestedType: [
      ...plan.fields.flatMap(({ name, type, mapKey }) => (mapKey === null ? [] : [mapEntryOf(name, mapKey, type)])),
      ...plan.messages.map(planMessage),
    ],
    enumType: plan.enums.map(planEnum),
  });
  syntheticOneofs(proto, plan.fields.map(isProto3Optional));
  return proto;
}

export function planEnum({ name, values }: EnumPlan): EnumDescriptorProto {
  return create(EnumDescriptorProtoSchema, { name, value: values.map((value) => ({ ...value })) });
}

function planField(plan: FieldPlan, oneofs: readonly string[]): FieldDescriptorProto {
  const { name, number, label, oneof, mapKey } = plan;
  const repeated = label === 'repeated' || mapKey !== null;
  const proto = create(FieldDescriptorProtoSchema, {
    name,
    number,
    jsonName: jsonName(name),
    label: repeated ? Label.REPEATED : Label.OPTIONAL,
  });
  if (mapKey === null) setType(proto, plan.type);
  else proto.typeName = entryName(name);
  if (oneof !== null) proto.oneofIndex = oneofs.indexOf(oneof);
  else if (isProto3Optional(plan)) proto.proto3Optional = true;
  return proto;
}

/** Members of oneofs have presence without the keyword, and maps cannot have it. */
function isProto3Optional({ label, oneof, mapKey }: FieldPlan): boolean {
  return label === 'optional' && oneof === null && mapKey === null;
}
