import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

const message = (body: string, head = ''): string => `${head}\nmessage M {\n${body}\n}`;
const enumeration = (body: string): string => `enum E {\nA = 0;\n${body}\n}`;

describe('reserved and extension ranges', () => {
  it('end before their end in messages, and with it in enums', () => {
    const file = fileOf(
      `${message('reserved 5, 7 to 9, 100 to max; reserved "a", "b" "c"; extensions 10 to 12, 20;')}
       ${enumeration('reserved -5 to -3, 8, 100 to max; reserved "X";')}`,
    );
    const ranges = (all: readonly { start: number; end: number }[]) => all.map(({ start, end }) => [start, end]);
    const [made] = file.messageType;
    expect(ranges(made?.reservedRange ?? [])).toEqual([
      [5, 6],
      [7, 10],
      [100, 536_870_912],
    ]);
    expect(made?.reservedName).toEqual(['a', 'bc']);
    expect(ranges(made?.extensionRange ?? [])).toEqual([
      [10, 13],
      [20, 21],
    ]);
    expect(ranges(file.enumType[0]?.reservedRange ?? [])).toEqual([
      [-5, -3],
      [8, 8],
      [100, 2_147_483_647],
    ]);
  });

  it('of a message set go on to the largest 32-bit number', () => {
    const [set, plain] = fileOf(
      `message S { extensions 4 to max; option message_set_wire_format = true; reserved 1, 600000000 to max; }
       message P { extensions 4 to max; option message_set_wire_format = false; }`,
    ).messageType;
    expect(set?.extensionRange.map(({ end }) => end)).toEqual([2_147_483_647]);
    expect(set?.reservedRange.map(({ end }) => end)).toEqual([2, 2_147_483_647]);
    expect(plain?.extensionRange.map(({ end }) => end)).toEqual([536_870_912]);
  });

  it('give every range the options of the statement', () => {
    const [made] = fileOf(message('extensions 10, 20 to 30 [verification = UNVERIFIED];')).messageType;
    expect(made?.extensionRange.map(({ options }) => options?.verification)).toEqual([1, 1]);
  });

  it('name what is reserved without quotes in editions alone', () => {
    const [made] = fileOf(message('reserved a, b;', 'edition = "2023";')).messageType;
    expect(made?.reservedName).toEqual(['a', 'b']);
  });

  it.each([
    [message('reserved 5 to 3;'), 'a.proto:3: 5 to 3 is no range of numbers'],
    [message('reserved 0;'), 'a.proto:3: 0 to 0 is no range of numbers'],
    [message('extensions 600000000;'), 'a.proto:3: 600000000 to 600000000 is no range'],
    [message('extensions 600000000 to max;'), 'a.proto:3: 600000000 to 536870911 is no range'],
    [
      message('option message_set_wire_format = true;\nextensions 4 to 2147483647;'),
      'a.proto:4: 4 to 2147483647 is no',
    ],
    [enumeration('reserved 3 to -1;'), 'a.proto:3: 3 to -1 is no range of numbers'],
    [message('reserved a;'), 'a.proto:3: reserved names stand in quotes'],
    [message('reserved "a";', 'edition = "2023";'), 'a.proto:3: reserved names stand without quotes in editions'],
    [message('reserved 5 "a";'), `a.proto:3: "a" where ';' after the reserved numbers should be`],
    [enumeration('reserved 3 to -3;'), 'a.proto:3: 3 to -3 is no range of numbers'],
    [enumeration('reserved 99999999999;'), 'is no range of numbers'],
  ])('refuses %j', (text, wanted) => {
    expect(refusalOf(text).message).toContain(wanted);
  });
});
