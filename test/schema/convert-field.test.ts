import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { entryName, jsonName, SCALAR_TYPES } from '../../src/schema/convert-field.ts';
import { fileOf } from '../support/schema-texts.ts';

describe('convertField', () => {
  it('knows every scalar type', () => {
    const names = [...SCALAR_TYPES.keys()];
    const text = `syntax = "proto3"; message M { ${names.map((name, i) => `${name} f${i} = ${i + 1};`).join(' ')} }`;
    expect(fileOf(text).messageType[0]?.field.map(({ type }) => type)).toEqual([...SCALAR_TYPES.values()]);
    expect(names).toHaveLength(15);
  });

  it('keeps labels, packing and JSON names', () => {
    const [a, b, c] = fileOf(
      'message M { required int32 a = 1; repeated int32 b = 2 [packed = true]; optional string c_d = 3 [json_name = "x"]; }',
    ).messageType[0]!.field;
    expect([a?.label, b?.label, c?.label]).toEqual([Label.REQUIRED, Label.REPEATED, Label.OPTIONAL]);
    expect([b?.options?.packed, a?.options, c?.jsonName]).toEqual([true, undefined, 'x']);
  });

  it('names a group field in lower case', () => {
    const made = fileOf('message M { repeated group SearchResult = 1 { optional int32 x = 1; } }').messageType[0]!;
    expect(made.field[0]).toMatchObject({ name: 'searchresult', type: Type.GROUP, typeName: '.M.SearchResult' });
  });
});

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
