import { create } from '@bufbuild/protobuf';
import {
  DescriptorProtoSchema,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { entryName, jsonName, mapEntryOf, setType, syntheticOneofs } from '../../src/schema/derived.ts';

describe('jsonName', () => {
  it.each([
    ['foo_bar', 'fooBar'],
    ['canvasId', 'canvasId'],
    ['_lead', 'Lead'],
    ['trail_', 'trail'],
    ['a__b', 'aB'],
    ['x_1', 'x1'],
  ])('%s is %s', (name, json) => {
    expect(jsonName(name)).toBe(json);
  });
});

describe('entryName', () => {
  it.each([
    ['counts', 'CountsEntry'],
    ['counts_by_id', 'CountsByIdEntry'],
    ['camelCase', 'CamelCaseEntry'],
  ])('%s has %s', (field, entry) => {
    expect(entryName(field)).toBe(entry);
  });
});

describe('mapEntryOf', () => {
  it('has a key and a value', () => {
    const entry = mapEntryOf('by_id', 'int32', 'pkg.M');
    expect([entry.name, entry.options?.mapEntry]).toEqual(['ByIdEntry', true]);
    expect(entry.field.map(({ name, number, type, typeName }) => [name, number, type, typeName])).toEqual([
      ['key', 1, Type.INT32, ''],
      ['value', 2, Type.DOUBLE, 'pkg.M'],
    ]);
  });
});

describe('setType', () => {
  it('sets a scalar, or a name to be resolved', () => {
    const [scalar, named] = ['bytes', 'a.B'].map((type) => {
      const field = create(FieldDescriptorProtoSchema);
      setType(field, type);
      return field;
    });
    expect([scalar?.type, scalar?.typeName, named?.typeName]).toEqual([Type.BYTES, '', 'a.B']);
  });
});

describe('syntheticOneofs', () => {
  it('come after the real ones, under names nothing has', () => {
    const proto = create(DescriptorProtoSchema, {
      oneofDecl: [{ name: 'real' }],
      field: ['a', '_b', '_a', 'c'].map((name) => ({ name })),
    });
    syntheticOneofs(proto, [true, true, false, false]);
    expect(proto.oneofDecl.map(({ name }) => name)).toEqual(['real', 'X_a', 'X_b']);
    expect([proto.field[0]?.oneofIndex, proto.field[1]?.oneofIndex]).toEqual([1, 2]);
  });
});
