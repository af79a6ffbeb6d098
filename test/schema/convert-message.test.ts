import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { fileOf } from '../support/schema-texts.ts';

describe('convertMessage', () => {
  it('makes a map field a repeated entry message', () => {
    const made = fileOf('syntax = "proto3"; message M { map<string, M> by_name = 1; }').messageType[0]!;
    expect(made.field[0]).toMatchObject({ type: Type.MESSAGE, typeName: '.M.ByNameEntry' });
    expect(made.nestedType[0]?.field.map(({ name, type, typeName }) => [name, type, typeName])).toEqual([
      ['key', Type.STRING, ''],
      ['value', Type.MESSAGE, '.M'],
    ]);
  });

  it('names the oneof of an optional field so that it is free', () => {
    const made = fileOf('syntax = "proto3"; message M { optional int32 a = 1; optional int32 _b = 2; int32 Xa = 3; }');
    expect(made.messageType[0]?.oneofDecl.map(({ name }) => name)).toEqual(['_a', 'X_b']);
  });

  it('keeps reserved and extension ranges half open', () => {
    const made = fileOf('message M { reserved 2, 4 to 6; reserved "q"; extensions 100 to 199, 500 to max; }')
      .messageType[0]!;
    expect(made.reservedRange.map(({ start, end }) => [start, end])).toEqual([
      [2, 3],
      [4, 7],
    ]);
    expect(made.reservedName).toEqual(['q']);
    expect(made.extensionRange.map(({ start, end }) => [start, end])).toEqual([
      [100, 200],
      [500, 536_870_912],
    ]);
  });

  it('keeps extensions where they are declared', () => {
    const file = fileOf(
      'message M { extensions 9, 10; extend M { optional int32 in = 9; } } extend M { optional M out = 10; }',
    );
    expect(file.messageType[0]?.extension[0]).toMatchObject({ name: 'in', extendee: '.M' });
    expect(file.messageType[0]?.field).toEqual([]);
    expect(file.extension[0]).toMatchObject({ name: 'out', extendee: '.M', typeName: '.M' });
  });
});
