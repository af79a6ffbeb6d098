import { describe, expect, it } from 'vitest';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { encodeJsonText } from '../../src/schema/json-message.ts';

const text = `syntax = "proto3"; package p;
  import "google/protobuf/any.proto"; import "google/protobuf/timestamp.proto"; import "google/protobuf/wrappers.proto";
  enum Kind { NONE = 0; SOME = 1; }
  message Inner { int32 x = 1; string name = 2; }
  message Empty {}
  message Outer {
    int64 big = 1; Inner inner = 2; repeated Inner list = 3; map<string, Inner> by_name = 4; Kind kind = 5;
    oneof one { string a = 6; int32 b = 7; }
    google.protobuf.Timestamp at = 8; bytes raw = 9; repeated int32 numbers = 10; google.protobuf.Any any = 11;
    Empty empty = 12; google.protobuf.Int32Value wrapped = 13; map<string, Kind> kinds = 14;
  }`;
const registry = createRegistry(compileSources([{ name: 'p.proto', path: 'p.proto', text }], () => undefined));
const outer = registry.getMessage('p.Outer')!;

describe('findMisfit', () => {
  it.each([
    ['{"big":"x"}', '$.big: expected int64: x out of range'],
    ['{"nope":1}', '$.nope: p.Outer has no such field'],
    ['{"lisd":1}', 'did you mean list'],
    ['{"empty":{"x":1}}', '$.empty.x: p.Empty has no such field; it has none'],
    ['{"inner":{"x":"a"}}', '$.inner.x: expected int32, got "a"'],
    ['{"inner":3}', '$.inner: expected an object, a p.Inner, got 3'],
    ['{"list":[{"x":1},{"y":1}]}', '$.list[1].y: p.Inner has no such field'],
    ['{"list":{}}', '$.list: expected Array, got object'],
    ['{"byName":{"k":{"x":1.5}}}', '$.byName.k.x: expected int32, got 1.5'],
    ['{"by_name":{"a b":{"x":true}}}', '$.by_name["a b"].x: expected int32, got true'],
    ['{"kind":"MANY"}', '$.kind: p.Kind has no value "MANY"; there are NONE, SOME'],
    ['{"kinds":{"a":"MANY"}}', '$.kinds.a: p.Kind has no value "MANY"'],
    ['{"a":"1","b":2}', '$: oneof set multiple times by a and b'],
    ['{"at":"yesterday"}', '$.at: invalid RFC 3339 string'],
    ['{"raw":"***"}', '$.raw: invalid base64 string'],
    ['{"numbers":[1,2,"q"]}', '$.numbers[2]: expected int32, got "q"'],
    ['{"numbers":[null]}', '$.numbers[0]: list item must not be null'],
    ['{"wrapped":"x"}', '$.wrapped: '],
    ['{"any":{"@type":"x/y"}}', '$.any: x/y is not in the type registry'],
    ['{"any":{"@type":"type.googleapis.com/p.Inner","x":"q"}}', '$.any.x: expected int32, got "q"'],
    ['[1]', '$: expected an object, a p.Outer, got Array(1)'],
    ['{"inner":{"x":1,"x":2}}', '$: duplicate object key "x"'],
  ])('says where and why %s does not fit', (json, words) => {
    expect(() => encodeJsonText(outer, json, registry)).toThrow(words);
  });

  it('makes what a stranger wrote safe to print', () => {
    const misfit = (): Uint8Array => encodeJsonText(outer, JSON.stringify({ '\u001b[31m': 1 }), registry);
    expect(misfit).toThrow(expect.objectContaining({ message: expect.not.stringContaining('\u001b') as string }));
  });
});
