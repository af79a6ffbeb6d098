import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry, findMethod, methodNames, methodPath, readDescriptorSet } from '../../src/schema/registry.ts';

const text = `syntax = "proto3"; package p; message A {}
service S { rpc Watch(A) returns (stream A); rpc B1(A) returns (A); rpc B2(A) returns (A); rpc B3(A) returns (A); rpc B4(A) returns (A); rpc B5(A) returns (A); }`;
const set = compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined);
const registry = createRegistry(set);

describe('findMethod', () => {
  it('finds a method by its path, with or without the slash in front', () => {
    expect(findMethod(registry, 'p.S/Watch').methodKind).toBe('server_streaming');
    expect(methodPath(findMethod(registry, '/p.S/Watch'))).toBe('/p.S/Watch');
  });

  it.each([
    ['p.S/Wach', 'did you mean p.S/Watch'],
    ['p.S/Frobnicate', 'there are: p.S/Watch'],
    ['q.Quite.Other/Thing', 'there are: p.S/Watch, p.S/B1, p.S/B2, p.S/B3, p.S/B4, and 1 more'],
    ['no-slash', 'there are: '],
  ])('names what is near %s', (name, hint) => {
    let thrown: unknown;
    try {
      findMethod(registry, name);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Failure);
    expect(Failure.from(thrown).hint).toContain(hint);
  });

  it('tells methods of a known service apart by their own names, however long the path is', () => {
    const long = `syntax = "proto3"; package a.very.long.package.name; message M {}
      service Service { rpc Get(M) returns (M); rpc Watch(M) returns (M); rpc Import(M) returns (M); }`;
    const types = createRegistry(compileSources([{ name: 'l.proto', path: 'l.proto', text: long }], () => undefined));
    expect(() => findMethod(types, 'a.very.long.package.name.Service/Gett')).toThrow(
      expect.objectContaining({ hint: 'did you mean a.very.long.package.name.Service/Get?' }),
    );
  });

  it('says when there is no service at all', () => {
    expect(() => findMethod(createRegistry(create(FileDescriptorSetSchema)), 'a/b')).toThrow(
      expect.objectContaining({ hint: 'the descriptors hold no service' }),
    );
  });
});

describe('methodNames', () => {
  it('lists every method', () => {
    expect(methodNames(registry)).toHaveLength(6);
  });
});

describe('readDescriptorSet', () => {
  it('reads what was serialized', () => {
    expect(readDescriptorSet(toBinary(FileDescriptorSetSchema, set), 'x.binpb').file[0]?.name).toBe('a.proto');
  });

  it('refuses anything else, with the place', () => {
    expect(() => readDescriptorSet(Uint8Array.of(0x0a, 9), 'x.binpb')).toThrow(
      'x.binpb: not a descriptor set: byte 1: ',
    );
  });
});

describe('createRegistry', () => {
  it('refuses a set that lacks an import', () => {
    const file = create(FileDescriptorProtoSchema, {
      name: 'b.proto',
      syntax: 'proto3',
      dependency: ['missing.proto'],
    });
    expect(() => createRegistry(create(FileDescriptorSetSchema, { file: [file] }))).toThrow(
      'b.proto imports missing.proto, which is not there',
    );
  });

  it('takes files in any order, and brings the well-known files they import', () => {
    const [a, b] = [
      create(FileDescriptorProtoSchema, { name: 'a.proto', syntax: 'proto3', dependency: ['b.proto'] }),
      create(FileDescriptorProtoSchema, {
        name: 'b.proto',
        syntax: 'proto3',
        dependency: ['google/protobuf/any.proto'],
      }),
    ];
    const names = [...createRegistry(create(FileDescriptorSetSchema, { file: [a, b] })).files].map(
      ({ proto }) => proto.name,
    );
    expect(names).toEqual(['google/protobuf/any.proto', 'b.proto', 'a.proto']);
  });

  it('refuses a name declared twice, and a field without a type', () => {
    const messageType = [{ name: 'A', field: [{ name: 'f', number: 1, label: 1 }] }];
    const files = ['a.proto', 'b.proto'].map((name) =>
      create(FileDescriptorProtoSchema, { name, messageType: [{ name: 'A' }] }),
    );
    expect(() => createRegistry(create(FileDescriptorSetSchema, { file: files }))).toThrow(
      "b.proto: 'A' is declared in a.proto too",
    );
    const untyped = create(FileDescriptorProtoSchema, { name: 'a.proto', messageType });
    expect(() => createRegistry(create(FileDescriptorSetSchema, { file: [untyped] }))).toThrow('its type is missing');
  });

  it('refuses a hostile name', () => {
    const file = create(FileDescriptorProtoSchema, {
      name: 'b.proto',
      syntax: 'proto3',
      messageType: [{ name: 'a;b' }],
    });
    expect(() => createRegistry(create(FileDescriptorSetSchema, { file: [file] }))).toThrow(
      "b.proto: 'a;b' is not a protobuf identifier",
    );
  });
});
