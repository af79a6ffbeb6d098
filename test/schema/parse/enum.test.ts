import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

describe('parseEnum', () => {
  it('keeps values, negative and hexadecimal numbers, options and aliases', () => {
    const [made] = fileOf(
      'enum E { option allow_alias = true; A = 0x10; B = -1 [deprecated = true]; C = -1; option = 3; reserved = 4; }',
    ).enumType;
    expect(made?.value.map(({ name, number }) => `${name} ${number}`)).toEqual([
      'A 16',
      'B -1',
      'C -1',
      'option 3',
      'reserved 4',
    ]);
    expect([made?.options?.allowAlias, made?.value[1]?.options?.deprecated]).toEqual([true, true]);
  });

  it.each([
    ['enum E {\n}', 'a.proto:1: enum E has no values'],
    ['syntax = "proto3";\nenum E { A = 1; }', 'a.proto:2: the first value of a proto3 enum must be 0'],
    ['enum E {\nA = 2147483648;\n}', 'a.proto:2: 2147483648 does not fit an enum value'],
    ['enum E {\nA = -2147483649;\n}', 'does not fit an enum value'],
    ['enum E {\nA;\n}', "a.proto:2: ';' where '=' after the name of a value should be"],
    ['enum {', "'{' where the name of an enum should be"],
  ])('refuses %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });

  it('takes the least and the greatest number', () => {
    expect(fileOf('enum E { A = -2147483648; B = 2147483647; }').enumType[0]?.value).toHaveLength(2);
  });
});
