import { Edition } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { parseProto } from '../../../src/schema/parse/file.ts';
import { refusalOf } from '../../support/schema-texts.ts';

const parse = (text: string) => parseProto({ name: 'x/a.proto', path: 'a.proto', text });

describe('parseProto', () => {
  it('keeps package, imports of every kind, and what is declared', () => {
    const { proto, imports } = parse(`syntax = "proto3"; package p.q;
      import "b.proto"; import public "c.proto"; import weak "d.proto"; import option "e.proto";
      message M {} enum E { X = 0; } service S {} extend M { int32 x = 1; } ; option deprecated = true;`);
    expect([proto.name, proto.package, proto.syntax]).toEqual(['x/a.proto', 'p.q', 'proto3']);
    expect(proto.dependency).toEqual(['b.proto', 'c.proto', 'd.proto']);
    expect([proto.publicDependency, proto.weakDependency, proto.optionDependency]).toEqual([[1], [2], ['e.proto']]);
    expect(imports.map(({ name, line }) => `${line} ${name}`)).toEqual([
      '2 b.proto',
      '2 c.proto',
      '2 d.proto',
      '2 e.proto',
    ]);
    expect([proto.messageType, proto.enumType, proto.service, proto.extension].map(({ length }) => length)).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it.each([
    ['', '', Edition.EDITION_UNKNOWN, false],
    ['syntax = "proto2";', '', Edition.EDITION_UNKNOWN, false],
    ["syntax = 'proto3';", 'proto3', Edition.EDITION_UNKNOWN, true],
    ['edition = "2023";', 'editions', Edition.EDITION_2023, false],
    ['edition = "2024";', 'editions', Edition.EDITION_2024, false],
  ])('writes the syntax of %j as protoc does', (text, syntax, edition, proto3) => {
    const { proto, isProto3 } = parse(text);
    expect([proto.syntax, proto.edition, isProto3]).toEqual([syntax, edition, proto3]);
  });

  it('knows where everything stands', () => {
    const parsed = parse('\nmessage M {\n  optional int32 a = 1;\n}');
    const [message] = parsed.proto.messageType;
    expect([message!, message!.field[0]!, {}].map((declared) => parsed.at(declared))).toEqual([
      'a.proto:2',
      'a.proto:3',
      'a.proto',
    ]);
  });

  it.each([
    ['syntax = "proto4";', 'a.proto:1: syntax is neither "proto2" nor "proto3"'],
    ['edition = "1999";', 'a.proto:1: edition "1999" is not known; there are 2023 and 2024'],
    ['package a;\npackage b;', 'a.proto:2: a file has one package'],
    ['package a.b-c;', "a.proto:1: '-' where ';' after the package should be"],
    ['package __proto__;', "'__proto__' is not a protobuf identifier"],
    [
      'import "google/protobuf/any.proto";\nimport "google/protobuf/any.proto";',
      "a.proto:2: 'google/protobuf/any.proto' is imported twice",
    ],
    ['import a.proto;', "'a' where the name of a file in quotes should be"],
    ['rpc X(A) returns (A);', "'rpc' where 'message', 'enum', 'service'"],
    ['}', "'}' where 'message'"],
  ])('refuses %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });
});
