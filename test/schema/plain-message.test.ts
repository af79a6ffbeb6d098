import { describe, expect, it } from 'vitest';
import { isPlainMessage } from '../../src/schema/plain-message.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

const text = `syntax = "proto2"; package p;
  import "google/protobuf/any.proto"; import "google/protobuf/timestamp.proto";
  message Plain { optional int32 a = 1; repeated string b = 2; map<string, Plain> c = 3; optional google.protobuf.Timestamp at = 4; }
  message Bytes { optional bytes raw = 1; }
  message Listed { repeated bytes raw = 1; }
  message Mapped { map<string, bytes> raw = 1; }
  message Deep { map<int32, Listed> all = 1; optional Deep self = 2; }
  message Open { extensions 100 to 199; }
  message Holder { optional Open open = 1; }
  message Packed { optional google.protobuf.Any any = 1; }`;
const registry = createRegistry(compileSources([{ name: 'p.proto', path: 'p.proto', text }], () => undefined));

describe('isPlainMessage', () => {
  it.each([
    ['Plain', true],
    ['Bytes', false],
    ['Listed', false],
    ['Mapped', false],
    ['Deep', false],
    ['Open', false],
    ['Holder', false],
    ['Packed', false],
  ])('of %s is %s', (name, plain) => {
    expect(isPlainMessage(registry.getMessage(`p.${name}`)!)).toBe(plain);
  });
});
