import { create } from '@bufbuild/protobuf';
import type { FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProtoSchema, FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { checkFields } from '../../src/schema/check-fields.ts';

const field = (more: object = {}): FieldDescriptorProto =>
  create(FieldDescriptorProtoSchema, { name: 'f', number: 1, label: 1, type: 9, ...more });

const bare = (missing: 'type' | 'label'): FieldDescriptorProto =>
  create(FieldDescriptorProtoSchema, { name: 'f', number: 1, ...(missing === 'type' ? { label: 1 } : { type: 9 }) });

function inMessage(...fields: FieldDescriptorProto[]): void {
  const nestedType = [{ name: 'B', field: fields }];
  checkFields(create(FileDescriptorProtoSchema, { name: 'a.proto', messageType: [{ name: 'A', nestedType }] }));
}

describe('checkFields', () => {
  it('takes fields as compilers make them', () => {
    expect(() => inMessage(field(), field({ name: 'g', number: 536_870_911 }))).not.toThrow();
  });

  it('takes extensions numbered as those of message sets, and no such fields', () => {
    const extension = [field({ number: 2_000_000_000, extendee: '.S' })];
    expect(() => checkFields(create(FileDescriptorProtoSchema, { name: 'a.proto', extension }))).not.toThrow();
    expect(() => inMessage(field({ number: 2_000_000_000 }))).toThrow('2000000000 is not a legal field number');
  });

  it.each([
    [[field({ number: 0 })], 'a.proto: A.B.f: 0 is not a legal field number'],
    [[field({ number: -5 })], 'a.proto: A.B.f: -5 is not a legal field number'],
    [[field(), field({ name: 'g' })], 'a.proto: A.B: f and g both have number 1'],
    [[bare('type')], 'a.proto: A.B.f: its type is missing or unknown'],
    [[bare('label')], 'a.proto: A.B.f: its label is missing or unknown'],
    [[field({ jsonName: '__proto__' })], 'a.proto: A.B.f: its JSON name is __proto__'],
  ])('refuses %#', (fields, message) => {
    expect(() => inMessage(...fields)).toThrow(expect.objectContaining({ code: 'config', message }));
  });

  it('looks at extensions too', () => {
    const extension = [field({ number: 19_000 })];
    expect(() => checkFields(create(FileDescriptorProtoSchema, { name: 'a.proto', extension }))).toThrow('19000');
    const messageType = [{ name: 'A', extension }];
    expect(() => checkFields(create(FileDescriptorProtoSchema, { name: 'a.proto', messageType }))).toThrow('19000');
  });
});
