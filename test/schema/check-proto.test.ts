import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../support/schema-texts.ts';

const PROTO3 = 'syntax = "proto3";';

describe('checkProto', () => {
  it.each([
    'message A {} message B { message A {} }',
    `${PROTO3} message A { optional int32 _a = 1; }`,
    'enum E { option allow_alias = true; A = 1; B = 1; }',
    'message A { optional int32 a_b = 1; optional int32 aB = 2; }',
    'message A { reserved 5; reserved "b"; extensions 6; optional int32 a = 4; }',
    `${PROTO3} message A { repeated int32 a = 1 [packed = true]; }`,
  ])('takes %s', (text) => {
    expect(() => fileOf(text)).not.toThrow();
  });

  it.each([
    ['message A {}\nmessage A {}', "a.proto:2: 'A' is declared twice"],
    ['message A {}\nenum A { X = 1; }', "a.proto:2: 'A' is declared twice"],
    ['enum E { X = 1; }\nenum F {\nX = 1; }', "a.proto:3: 'X' is declared twice"],
    [
      `${PROTO3} message A {}\nservice S { rpc R(A) returns (A);\nrpc R(A) returns (A); }`,
      "a.proto:3: 'S.R' is declared twice",
    ],
    [`${PROTO3} message A { oneof b { int32 a = 1; }\nint32 b = 2; }`, "'A.b' is declared twice"],
    [`${PROTO3} message A { int32 a = 1;\nint32 b = 1; }`, 'a.proto:2: a and b both have number 1'],
    [`${PROTO3} message A {\nint32 a = 0; }`, 'a.proto:2: 0 is not a legal field number'],
    [`${PROTO3} message A {\nint32 a = 536870912; }`, '536870912 is not a legal field number'],
    [`${PROTO3} message A {\nreserved 2 to 4;\nint32 a = 3; }`, 'a.proto:3: number 3 is reserved'],
    [`${PROTO3} message A {\nreserved "a";\nint32 a = 3; }`, 'a.proto:3: the name a is reserved'],
    ['message A {\nextensions 2 to 4;\noptional int32 a = 3; }', 'a.proto:3: number 3 is left to extensions'],
    [`${PROTO3} message A { int32 a_b = 1;\nint32 aB = 2; }`, 'a.proto:2: a_b and aB both are aB in JSON'],
    [`${PROTO3} message A { int32 a = 1;\nint32 b = 2 [json_name = "a"]; }`, 'a and b both are a in JSON'],
    [`${PROTO3} message A {\nstring a = 1 [packed = true]; }`, 'a.proto:2: only repeated numbers can be packed'],
    [`${PROTO3}\nmessage A { extensions 5; }`, 'a.proto:2: proto3 messages have no extensions'],
    [`${PROTO3}\nmessage A { option message_set_wire_format = true; }`, 'a.proto:2: proto3 has no message sets'],
    [
      'message A { option message_set_wire_format = true;\noptional int32 a = 1; }',
      'a.proto:2: a message set has extensions alone, no fields',
    ],
    ['message A { extensions 5; } extend A {\noptional A a = 2147483647; }', '2147483647 is not a legal field number'],
    [
      `${PROTO3} import "google/protobuf/any.proto";\nextend google.protobuf.Any { int32 a = 5; }`,
      'a.proto:2: proto3 extends options alone, not google.protobuf.Any',
    ],
    ['enum E { A = 1;\nB = 1; }', 'a.proto:2: A and B both have number 1'],
    ['enum E {\nreserved 1;\nA = 1; }', 'a.proto:3: number 1 is reserved'],
    ['enum E {\nreserved "A";\nA = 1; }', 'a.proto:3: the name A is reserved'],
  ])('refuses %s', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });

  it('says how to allow an alias', () => {
    expect(refusalOf('enum E { A = 1; B = 1; }').hint).toBe('option allow_alias = true lets them');
  });
});
