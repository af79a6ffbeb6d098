import { create } from '@bufbuild/protobuf';
import type { EnumDescriptorProto } from '@bufbuild/protobuf/wkt';
import {
  EnumDescriptorProto_EnumReservedRangeSchema,
  EnumDescriptorProtoSchema,
  EnumOptionsSchema,
  EnumValueDescriptorProtoSchema,
  EnumValueOptionsSchema,
} from '@bufbuild/protobuf/wkt';
import type { Enum } from 'protobufjs';
import { Failure } from '../base/failure.ts';
import { within, type ConvertContext } from './convert-context.ts';
import { convertOptions } from './convert-options.ts';

/** What the parser answers for `max`, whatever it bounds. */
const PARSED_MAX = 536_870_911;
const INT32_MAX = 2_147_483_647;

/** An enum as its descriptor. */
export function convertEnum(parsed: Enum, scope: string, context: ConvertContext): EnumDescriptorProto {
  const where = context.at(within(scope, parsed.name));
  const entries = Object.entries(parsed.values);
  if (entries.length === 0) throw new Failure('config', `${where}: enum ${parsed.name} has no values`);
  if (context.outline.syntax === 'proto3' && entries[0]?.[1] !== 0) {
    throw new Failure('config', `${where}: the first value of a proto3 enum must be 0`);
  }
  const proto = create(EnumDescriptorProtoSchema, { name: parsed.name });
  for (const [name, number] of entries) {
    const options = convertOptions(
      EnumValueOptionsSchema,
      parsed.valuesOptions?.[name],
      context.at(within(scope, name)),
    );
    proto.value.push(
      create(EnumValueDescriptorProtoSchema, { name, number, ...(options === undefined ? {} : { options }) }),
    );
  }
  for (const reserved of parsed.reserved ?? []) {
    if (typeof reserved === 'string') {
      proto.reservedName.push(reserved);
      continue;
    }
    const [start = 0, end = start] = reserved;
    proto.reservedRange.push(
      create(EnumDescriptorProto_EnumReservedRangeSchema, { start, end: end === PARSED_MAX ? INT32_MAX : end }),
    );
  }
  const options = convertOptions(EnumOptionsSchema, parsed.options, where);
  if (options !== undefined) proto.options = options;
  return proto;
}
