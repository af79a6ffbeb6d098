import { describe, expect, it } from 'vitest';
import { reachableFrom } from '../../src/rule/reachable.ts';
import { typesOf } from '../support/rule.ts';

const TEXT = `
syntax = "proto3"; package a; import "google/protobuf/any.proto";
message Root { Leaf leaf = 1; map<string, Held> held = 2; repeated Root again = 3; enum Kind { K = 0; } Kind kind = 4; }
message Leaf {} message Held { Deep deep = 1; } enum Deep { D = 0; } message Apart {}
message Open { google.protobuf.Any any = 1; }
`;

describe('reachableFrom', () => {
  it('follows fields of every form, each type once', () => {
    const { registry, output } = typesOf(TEXT, 'a.Root');
    const { messages, enums } = reachableFrom(output, registry);
    expect(messages.map(({ typeName }) => typeName).toSorted()).toEqual(['a.Held', 'a.Leaf', 'a.Root']);
    expect(enums.map(({ typeName }) => typeName).toSorted()).toEqual(['a.Deep', 'a.Root.Kind']);
  });

  it('takes every type of the schema where an Any could hold it', () => {
    const { registry, output } = typesOf(TEXT, 'a.Open');
    expect(reachableFrom(output, registry).messages.map(({ typeName }) => typeName)).toContain('a.Apart');
  });
});
