import { toJson, type JsonValue } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../src/schema/options/message-value.ts';
import { readOption } from '../../../src/schema/parse/option-statement.ts';
import { TokenReader } from '../../../src/schema/parse/token-reader.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { compileSources } from '../../../src/schema/proto-compiler.ts';

const text = `syntax = "proto2"; package p; import "google/protobuf/any.proto";
message M {
  optional int32 a = 1; repeated string b = 2; map<int32, M> c = 3; oneof o { bool d = 4; M e = 5; }
  optional group G = 6 { optional double x = 1; } optional E f = 7; optional google.protobuf.Any any = 8;
  extensions 100 to 199; enum E { ONE = 1; TWO = 2; }
  map<string, Z> h = 9; map<bool, int64> i = 10; enum Z { NONE = 0; }
}
extend M { optional string tag = 100; repeated int32 marks = 101; }`;
const registry = createRegistry(compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined));
const desc = registry.getMessage('p.M')!;
const types = {
  extension: (name: string) => registry.getExtension(name),
  message: (name: string) => registry.getMessage(name),
};

function made(value: string): JsonValue {
  const statement = readOption(new TokenReader(`a = ${value}`, 'a.proto'));
  return toJson(desc, messageOf(desc, statement.value, types, 'a.proto').message as never, { registry });
}

describe('messageOf', () => {
  it.each<[string, JsonValue]>([
    ['{}', {}],
    ['{ a: 5 b: "x", b: ["y", "z"]; f: TWO }', { a: 5, b: ['x', 'y', 'z'], f: 'TWO' }],
    ['{ c { key: 1 value { a: 2 } } c: [{ key: 3, value: {} }] }', { c: { 1: { a: 2 }, 3: {} } }],
    ['{ c {} c { key: 7 } c { key: 8 value { a: 1 } } }', { c: { 0: {}, 7: {}, 8: { a: 1 } } }],
    ['{ h { key: "x" } i {} }', { h: { x: 'NONE' }, i: { false: '0' } }],
    ['{ e { d: false } G { x: inf } }', { e: { d: false }, g: { x: 'Infinity' } }],
    ['{ [p.tag]: "t" [p.marks]: 1 [p.marks]: [2, 3] }', { '[p.tag]': 't', '[p.marks]': [1, 2, 3] }],
    ['{ any { [x.org/p.M] { a: 9 } } }', { any: { '@type': 'x.org/p.M', a: 9 } }],
  ])('makes of %s %j', (value, json) => {
    expect(made(value)).toEqual(json);
  });

  it.each([
    ['5', 'a.proto:1: 5 is no p.M, which stands in braces'],
    ['{\naa: 5 }', "a.proto:2: p.M has no field 'aa'"],
    ['{ a: 1\n a: 2 }', "a.proto:2: 'a' takes one value"],
    ['{ a: [1] }', "'a' takes one value"],
    ['{ d: true e {} }', "'e' and 'd' exclude each other"],
    ['{ a: x }', 'x is not an integer'],
    ['{ b: [1] }', '1 is not a text in quotes'],
    ['{ c: 5 }', "an entry of 'c' is written { key: ... value: ... }"],
    ['{ c { key: 1 key: 2 } }', "an entry of 'c' is written"],
    ['{ c { kay: 1 } }', "an entry of 'c' is written"],
    ['{ [p.none]: 1 }', "'p.none' is no extension of p.M"],
    ['{ [p.tag]: ["a", "b"] }', "'p.tag' takes one value"],
    ['{ any { [x.org/p.No] {} } }', "'x.org/p.No' is no message known here"],
    ['{ [x.org/p.M] {} }', "'x.org/p.M' is no message known here"],
    ['{ any { type_url: 5 } }', '5 is not a text in quotes'],
  ])('refuses %s', (value, message) => {
    expect(() => made(value)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(message) as string }),
    );
  });

  it('names the nearest field', () => {
    expect(() => made('{ anyy {} }')).toThrow(expect.objectContaining({ hint: 'did you mean any?' }));
  });
});
