import { fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descriptorBytes, registryBytes } from '../../src/schema/descriptor-bytes.ts';
import { loadSchemaFiles } from '../../src/schema/schema-files.ts';

describe('descriptorBytes', () => {
  it('gives a file after everything it imports, each with its true imports', () => {
    const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    writeFileSync(join(folder, 'a.proto'), 'syntax = "proto3"; package a; message A { int32 id = 1; }');
    writeFileSync(
      join(folder, 'b.proto'),
      'syntax = "proto3"; package b; import "a.proto"; message B { a.A one = 1; }',
    );
    const files = descriptorBytes([join(folder, 'b.proto')]).map((bytes) =>
      fromBinary(FileDescriptorProtoSchema, bytes),
    );
    expect(files.map(({ name, dependency }) => [name, dependency])).toEqual([
      ['a.proto', []],
      ['b.proto', ['a.proto']],
    ]);
  });
});

describe('registryBytes', () => {
  it('gives the same files of a registry', () => {
    const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    const path = join(folder, 'a.proto');
    writeFileSync(path, 'syntax = "proto3"; package a; import "google/protobuf/any.proto"; message A {}');
    const schema = loadSchemaFiles({ protos: [path], importPaths: [], protosets: [] });
    expect(schema && registryBytes(schema.registry)).toEqual(descriptorBytes([path]));
  });
});
