import { describe, expect, it } from 'vitest';
import { fileOf } from '../support/schema-texts.ts';

describe('convertEnum', () => {
  it('carries values, aliases and reserved ranges with both ends included', () => {
    const made = fileOf(`syntax = "proto3"; enum E {
      option allow_alias = true; reserved 5, 7 to 9, 20 to max; reserved "OLD"; Z = 0; A = 1 [deprecated = true]; B = 1; N = -3;
    }`).enumType[0]!;
    expect(made.value.map(({ name, number }) => [name, number])).toEqual([
      ['Z', 0],
      ['A', 1],
      ['B', 1],
      ['N', -3],
    ]);
    expect(made.value[1]?.options?.deprecated).toBe(true);
    expect(made.options?.allowAlias).toBe(true);
    expect(made.reservedRange.map(({ start, end }) => [start, end])).toEqual([
      [5, 5],
      [7, 9],
      [20, 2_147_483_647],
    ]);
    expect(made.reservedName).toEqual(['OLD']);
  });

  it('lets a proto2 enum begin anywhere', () => {
    expect(fileOf('enum E { A = 4; }').enumType[0]?.value[0]?.number).toBe(4);
  });
});
