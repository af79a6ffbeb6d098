import { clone } from '@bufbuild/protobuf';
import type { DescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { encodeJsonText } from '../../src/schema/json-message.ts';
import { withJsonNames } from '../../src/schema/json-names.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

const text = `syntax = "proto3"; package p;
  message A { int32 one_two = 1; string named = 2 [json_name = "other"]; message In { bool x_y = 1; } In in_ = 3; map<string, int32> of_it = 4; }`;
const set = compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined);

/** The same without the JSON names that follow from the names, as Python serves descriptors. */
function stripped() {
  const bare = clone(FileDescriptorSetSchema, set);
  const strip = ({ field, nestedType }: DescriptorProto): void => {
    for (const each of field) if (each.jsonName !== 'other') each.jsonName = '';
    nestedType.forEach(strip);
  };
  bare.file.flatMap((file) => file.messageType).forEach(strip);
  return bare;
}

describe('withJsonNames', () => {
  it('gives fields the names that protoc would, and keeps those that are given', () => {
    const [file] = stripped().file;
    expect(withJsonNames(file!)).toEqual(set.file[0]);
    expect(file!.messageType[0]!.field[0]!.jsonName).toBe('');
  });

  it('leaves a file alone that has them', () => {
    expect(withJsonNames(set.file[0]!)).toBe(set.file[0]);
  });

  it('makes a schema without them as good as one with them', () => {
    const desc = createRegistry(stripped()).getMessage('p.A')!;
    expect(encodeJsonText(desc, '{"oneTwo":1,"other":"x","in":{"xY":true},"ofIt":{"a":1}}').length).toBeGreaterThan(0);
  });
});
