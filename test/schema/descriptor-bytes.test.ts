import { fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descriptorBytes } from '../../src/schema/descriptor-bytes.ts';

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
