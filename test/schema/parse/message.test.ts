import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

describe('parseMessage', () => {
  it('keeps what is nested in the order of the text, entries of maps and groups among it', () => {
    const [made] = fileOf(`message M {
      map<int32, B> first = 1; message B {} optional group C = 2 {} enum E { X = 0; } map<string, E> last = 3;
      extensions 5 to 9; extend M { optional group D = 5 {} optional int32 e = 6; }
    }`).messageType;
    expect(made?.nestedType.map(({ name }) => name)).toEqual(['FirstEntry', 'B', 'C', 'LastEntry', 'D']);
    expect(made?.extension.map(({ name, extendee }) => `${name} ${extendee}`)).toEqual(['d .M', 'e .M']);
  });

  it('numbers the fields of oneofs, those of proto3 optional behind the real ones', () => {
    const [made] = fileOf(`syntax = "proto3"; message M {
      optional int32 a = 1; oneof o { option features = {}; int32 b = 2; M c = 3; } int32 d = 4; oneof p { bool e = 5; }
    }`).messageType;
    expect(made?.oneofDecl.map(({ name }) => name)).toEqual(['o', 'p', '_a']);
    expect(made?.field.map((field) => (Object.hasOwn(field, 'oneofIndex') ? field.oneofIndex : null))).toEqual([
      2,
      0,
      0,
      null,
      1,
    ]);
  });

  it.each([
    ['message M {\noneof o {\n}\n}', 'a.proto:2: oneof o is empty'],
    ['message M {\n', 'a.proto:1: this block is not closed'],
    ['message M', 'a.proto:1: the file ends inside a statement'],
    ['message M { '.repeat(40), 'messages nested deeper than 32 levels'],
    ['message M { service S {} }', "'service' where 'optional', 'required' or 'repeated' should be"],
    ['extend Missing { optional int32 a = 1; }', "'Missing' is no message here"],
  ])('refuses %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });
});
