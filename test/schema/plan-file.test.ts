import { toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import type { FilePlan } from '../../src/schema/file-plan.ts';
import { planFiles, planScope, SCALAR_NAMES, serializedFiles } from '../../src/schema/plan-file.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { fileOf } from '../support/schema-texts.ts';

const field = (name: string, type: string, number: number, more: object = {}) => ({
  ...{ name, type, number, label: 'implicit' as const, oneof: null, mapKey: null },
  ...more,
});

const PLAN: FilePlan = {
  name: 'a.proto',
  package: 'demo.v1',
  messages: [
    {
      name: 'Thing',
      fields: [
        field('id', 'string', 1),
        field('nick', 'string', 2, { label: 'optional' }),
        field('tags', 'int32', 3, { label: 'repeated' }),
        field('mail', 'string', 4, { oneof: 'reach' }),
        field('phone', 'Mode', 5, { label: 'optional', oneof: 'reach' }),
        field('inner', 'Inner', 6),
        field('at', 'google.protobuf.Timestamp', 7, { label: 'optional' }),
        field('counts', 'Inner', 8, { mapKey: 'string', label: 'optional' }),
      ],
      messages: [
        { name: 'Inner', fields: [], messages: [], enums: [{ name: 'Deep', values: [{ name: 'X', number: 0 }] }] },
      ],
      enums: [],
    },
  ],
  enums: [
    {
      name: 'Mode',
      values: [
        { name: 'OFF', number: 0 },
        { name: 'ON', number: 2 },
      ],
    },
  ],
  services: [
    {
      name: 'Things',
      methods: [
        { name: 'Get', input: 'Thing', output: '.demo.v1.Thing', clientStreaming: false, serverStreaming: false },
        {
          name: 'Watch',
          input: 'Thing',
          output: 'google.protobuf.Empty',
          clientStreaming: true,
          serverStreaming: true,
        },
      ],
    },
  ],
};

const TEXT = `syntax = "proto3";
package demo.v1;
import "google/protobuf/empty.proto";
import "google/protobuf/timestamp.proto";
message Thing {
  string id = 1;
  optional string nick = 2;
  repeated int32 tags = 3;
  oneof reach { string mail = 4; Mode phone = 5; }
  Inner inner = 6;
  optional google.protobuf.Timestamp at = 7;
  map<string, Inner> counts = 8;
  message Inner { enum Deep { X = 0; } }
}
enum Mode { OFF = 0; ON = 2; }
service Things {
  rpc Get(Thing) returns (.demo.v1.Thing);
  rpc Watch(stream Thing) returns (stream google.protobuf.Empty);
}`;

describe('planFiles', () => {
  it('makes what the same .proto text makes', () => {
    const set = planFiles([PLAN]);
    expect(set.file.map(({ name }) => name)).toEqual([
      'google/protobuf/empty.proto',
      'google/protobuf/timestamp.proto',
      'a.proto',
    ]);
    expect(set.file.at(-1)).toEqual(fileOf(TEXT));
    expect(
      createRegistry(set)
        .getMessage('demo.v1.Thing')
        ?.oneofs.map(({ name }) => name),
    ).toEqual(['reach']);
  });

  it('serializes the files as reflection serves them', () => {
    const set = planFiles([PLAN]);
    expect(serializedFiles(set)).toEqual(set.file.map((file) => toBinary(FileDescriptorProtoSchema, file)));
  });

  it('throws for a reference that means nothing', () => {
    const [thing] = PLAN.messages;
    const bad = { ...PLAN, messages: [{ ...thing!, fields: [field('a', 'Gone', 1)] }] };
    expect(() => planFiles([bad])).toThrow(/a\.proto: Thing\.a: 'Gone' is no message or enum here/);
  });
});

describe('planScope', () => {
  it('finds what references mean', () => {
    const { find, types } = planScope(PLAN);
    expect(find('Inner', 'demo.v1.Thing')).toEqual({ kind: 'message', name: 'demo.v1.Thing.Inner' });
    expect(find('Inner', 'demo.v1')).toBeUndefined();
    expect(find('Mode', 'demo.v1.Thing')).toEqual({ kind: 'enum', name: 'demo.v1.Mode' });
    expect(find('google.protobuf.Any', 'demo.v1')?.kind).toBe('message');
    expect(find('.other.Thing', 'demo.v1')).toBeUndefined();
    expect(types).toContain('demo.v1.Thing.Inner.Deep');
  });

  it('knows the scalars', () => {
    expect(SCALAR_NAMES.has('sfixed64')).toBe(true);
    expect(SCALAR_NAMES.has('Thing')).toBe(false);
  });
});
