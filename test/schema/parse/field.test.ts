import {
  FeatureSet_Utf8Validation,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { SCALAR_TYPES } from '../../../src/schema/derived.ts';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

const PROTO3 = 'syntax = "proto3";';
const fields = (body: string, head = '') => fileOf(`${head} message M { ${body} }`).messageType[0]!.field;
const refused = (body: string, head = ''): string => refusalOf(`${head}\nmessage M {\n${body}\n}`).message;

describe('parseField', () => {
  it('knows every scalar type', () => {
    const names = [...SCALAR_TYPES.keys()];
    const made = fields(names.map((name, i) => `${name} f${i} = ${i + 1};`).join(' '), PROTO3);
    expect(made.map(({ type }) => type)).toEqual([...SCALAR_TYPES.values()]);
    expect(names).toHaveLength(15);
  });

  it('keeps labels, options, defaults and JSON names', () => {
    const [a, b, c, d] = fields(
      'required int32 a = 1; repeated int32 b = 2 [packed = true]; optional string c_d = 3 [json_name = "x"]; optional int32 e = 0x4 [default = -017];',
    );
    expect([a?.label, b?.label, c?.label]).toEqual([Label.REQUIRED, Label.REPEATED, Label.OPTIONAL]);
    expect([b?.options?.packed, a?.options, c?.jsonName, c?.options]).toEqual([true, undefined, 'x', undefined]);
    expect([d?.number, d?.defaultValue]).toEqual([4, '-15']);
  });

  it('gives the features of a map to its keys and values, and no other option', () => {
    const [made] = fileOf(
      'edition = "2023"; message M { map<string, int32> a = 1 [features.utf8_validation = NONE, deprecated = true]; }',
    ).messageType;
    for (const field of made?.nestedType[0]?.field ?? []) {
      expect(field.options?.features?.utf8Validation).toBe(FeatureSet_Utf8Validation.NONE);
      expect(field.options?.deprecated).toBe(false);
    }
    expect(made?.nestedType[0]?.field).toHaveLength(2);
    expect(made?.field[0]?.options?.deprecated).toBe(true);
  });

  it('makes a group a message and a field in small letters', () => {
    const [made] = fileOf('message M { repeated group SearchResult = 1 { optional int32 x = 1; } }').messageType;
    expect(made?.field[0]).toMatchObject({
      name: 'searchresult',
      jsonName: 'searchresult',
      type: Type.GROUP,
      typeName: '.M.SearchResult',
    });
    expect(made?.nestedType[0]?.name).toBe('SearchResult');
  });

  it('takes words of the language for names', () => {
    const words = ['message', 'optional', 'group', 'map', 'to', 'max', 'syntax', 'reserved', 'default'];
    expect(
      fields(words.map((word, i) => `int32 ${word} = ${i + 1};`).join(' '), PROTO3).map(({ name }) => name),
    ).toEqual(words);
  });

  it.each([
    ['int32 a = 1;', '', "'int32' where 'optional', 'required' or 'repeated' should be"],
    ['required int32 a = 1;', PROTO3, 'proto3 has no required fields'],
    ['optional int32 a = 1;', 'edition = "2023";', 'optional is said with features.field_presence in editions'],
    ['oneof o { repeated int32 a = 1; }', PROTO3, 'a field of a oneof is not repeated'],
    ['extensions 5; extend M { required int32 a = 5; }', '', 'an extension cannot be required'],
    ['repeated map<int32, int32> a = 1;', PROTO3, 'a map has no label'],
    ['oneof o { map<int32, int32> a = 1; }', PROTO3, 'a map cannot stand here'],
    ['map<M, int32> a = 1;', PROTO3, 'the keys of a map are integers, strings or bools, not M'],
    ['map<double, int32> a = 1;', PROTO3, 'not double'],
    ['group A = 1 {}', PROTO3, 'groups are of proto2 alone'],
    ['optional group a = 1 {}', '', 'the name of a group begins with a capital letter, not as a'],
    ['int32 a = 1 [default = 1];', PROTO3, 'proto3 fields have no explicit defaults'],
    ['repeated int32 a = 1 [default = 1];', '', 'repeated fields and messages have no defaults'],
    ['optional M a = 1 [default = X];', '', 'messages have no defaults'],
    ['optional string a = 1 [default = b];', '', "'b' where a text in quotes should be"],
    ['optional int32 a = 1 [default = "b"];', '', '"b" where a default should be'],
    ['extensions 5; extend M { optional int32 a = 5 [json_name = "x"]; }', '', 'an extension has no json_name'],
    ['int32 a = x;', PROTO3, "'x' where the number of a field should be"],
    ['int32 a = 1', PROTO3, "'}' where ';' after a field should be"],
  ])('refuses %j after %j', (body, head, message) => {
    expect(refused(body, head)).toContain(message);
    expect(refused(body, head)).toMatch(/^a\.proto:[34]: /);
  });
});
