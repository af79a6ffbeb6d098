import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, fromBinary, toBinary, toJson, type FileRegistry, type JsonValue } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { compileProtos, compileSources } from '../../../src/schema/proto-compiler.ts';
import { printProto } from '../../../src/schema/print/file.ts';
import { createRegistry } from '../../../src/schema/registry.ts';
import { WELL_KNOWN } from '../../../src/schema/well-known.ts';
import { compileTexts } from '../../support/reflection-server.ts';
import { scratchFolder } from '../../support/scratch.ts';

const PROTOS = new URL('../../support/protos/', import.meta.url).pathname;
const CORPUS = ['everything.proto', 'custom/plain.proto', 'custom/used.proto', 'editions/e2024.proto'];

interface Schema {
  readonly files: readonly FileDescriptorProto[];
  readonly registry: FileRegistry;
}

function schemaOf(files: readonly FileDescriptorProto[]): Schema {
  return { files, registry: createRegistry(create(FileDescriptorSetSchema, { file: [...files] })) };
}

const corpus = (name: string): Schema => schemaOf(compileProtos([join(PROTOS, name)], { importPaths: [PROTOS] }).file);

/** Every file of a schema but the well-known ones, printed. */
function printed({ files, registry }: Schema): Map<string, string> {
  return new Map(
    files.filter(({ name }) => !WELL_KNOWN.has(name)).map((file) => [file.name, printProto(file, registry)]),
  );
}

/** A file with its custom options read, so that how they were split on the wire makes no difference. */
function meaning(file: FileDescriptorProto, { registry }: Schema): JsonValue {
  return toJson(FileDescriptorProtoSchema, file, { registry });
}

function expectSame(made: readonly FileDescriptorProto[], wanted: Schema): void {
  for (const file of wanted.files.filter(({ name }) => !WELL_KNOWN.has(name))) {
    const again = made.find(({ name }) => name === file.name);
    expect(again && meaning(again, wanted)).toEqual(meaning(file, wanted));
  }
}

describe('printProto', () => {
  it.each(CORPUS)('prints %s and all it imports so that it compiles to the same descriptors', (name) => {
    const schema = corpus(name);
    const sources = [...printed(schema)].map(([path, text]) => ({ name: path, path, text }));
    const { file } = compileSources(sources, (wanted) => sources.find((source) => source.name === wanted));
    expectSame(file, schema);
  });

  it('prints a text that has no custom options to the same bytes', () => {
    const { files, registry } = corpus('everything.proto');
    const known = files.filter(({ name }) => name !== 'everything.proto');
    const file = files.find(({ name }) => name === 'everything.proto') as FileDescriptorProto;
    const text = printProto(file, registry);
    const again = compileSources([{ name: file.name, path: file.name, text }], () => undefined, known).file.at(-1);
    expect(toBinary(FileDescriptorProtoSchema, again as FileDescriptorProto)).toEqual(
      toBinary(FileDescriptorProtoSchema, file),
    );
  });

  it('prints the files every compiler has, and the annotations of protovalidate', () => {
    const schema = schemaOf(compileTexts({ 'a.proto': 'syntax = "proto3"; import "buf/validate/validate.proto";' }));
    for (const file of [...schema.files, ...WELL_KNOWN.values()]) {
      const own = WELL_KNOWN.has(file.name) ? schemaOf([...WELL_KNOWN.values()]) : schema;
      const text = printProto(file, own.registry);
      const name = `copy/${file.name}`;
      const known = own.files.filter((each) => each !== file);
      // Under another name, as ours would win; what imports it keeps to the original.
      const [again] = compileSources([{ name, path: name, text }], () => undefined, known).file.slice(-1);
      // No text says that there are options, and none.
      const [ours, theirs] = [{ ...(again as FileDescriptorProto), name: file.name }, file].map((each) =>
        JSON.stringify(meaning(each, own)).replaceAll(/,"options":\{\}/g, ''),
      );
      expect(ours).toBe(theirs);
    }
  });

  it('prints as people write', () => {
    const [file] = compileTexts({
      'a.proto': `syntax = "proto3"; package shop.v1; import "google/protobuf/timestamp.proto"; option java_package = "org.shop";
        enum Kind { KIND_UNKNOWN = 0; KIND_GIFT = 1 [deprecated = true]; reserved 5; }
        message Item { string name = 1; Kind kind = 2; optional int32 count = 3; map<string, Item> parts = 4;
          oneof price { int64 cents = 5; string free = 6; } google.protobuf.Timestamp made = 7; reserved 9, 20 to max; reserved "old"; message Note {} repeated Note notes = 8; }
        service Shop { rpc Buy(stream Item) returns (stream Item) { option deprecated = true; } rpc See(Item) returns (Item); }`,
    }).slice(-1);
    const { registry } = schemaOf([
      WELL_KNOWN.get('google/protobuf/timestamp.proto') as FileDescriptorProto,
      file as FileDescriptorProto,
    ]);
    expect(printProto(file as FileDescriptorProto, registry)).toBe(`syntax = "proto3";

package shop.v1;

import "google/protobuf/timestamp.proto";

option java_package = "org.shop";

enum Kind {
  reserved 5;
  KIND_UNKNOWN = 0;
  KIND_GIFT = 1 [deprecated = true];
}

message Item {
  reserved 9, 20 to max;
  reserved "old";
  string name = 1;
  Kind kind = 2;
  optional int32 count = 3;
  map<string, Item> parts = 4;
  oneof price {
    int64 cents = 5;
    string free = 6;
  }
  google.protobuf.Timestamp made = 7;
  repeated Note notes = 8;

  message Note {}
}

service Shop {
  rpc Buy(stream Item) returns (stream Item) {
    option deprecated = true;
  }
  rpc See(Item) returns (Item);
}
`);
  });

  it('tells options of which nothing is known in a comment', () => {
    const files = compileTexts({
      'o.proto':
        'syntax = "proto3"; import "google/protobuf/descriptor.proto"; extend google.protobuf.MessageOptions { int32 x = 50000; } extend google.protobuf.FieldOptions { int32 y = 50001; }',
      'a.proto':
        'syntax = "proto3"; import "o.proto"; message A { option (x) = 1; int32 a = 1 [(y) = 1, deprecated = true]; int32 b = 2 [(y) = 2]; }',
    });
    const bare = create(FileDescriptorProtoSchema, files.find(({ name }) => name === 'a.proto') as FileDescriptorProto);
    bare.dependency = [];
    const text = printProto(bare, schemaOf([bare]).registry);
    expect(text).toContain('// an option with number 50000, of which nothing is known');
    expect(text).toContain('int32 a = 1 [deprecated = true /* an option with number 50001 */];');
    expect(text).toContain('int32 b = 2 /* an option with number 50001 */;');
    expect(() => compileTexts({ 'a.proto': text })).not.toThrow();
  });

  it('lets no text of a peer out of its quotes', () => {
    const evil = '"; } message Evil { \n\u001b[2J\u202e';
    const file = create(FileDescriptorProtoSchema, {
      name: 'a.proto',
      syntax: 'proto2',
      dependency: [evil],
      options: { javaPackage: evil },
      messageType: [
        {
          name: 'A',
          reservedName: [evil],
          field: [{ name: 'a', number: 1, label: 1, type: 9, jsonName: evil, defaultValue: evil }],
        },
      ],
    });
    const other = create(FileDescriptorProtoSchema, { name: evil });
    const text = printProto(file, schemaOf([other, file]).registry);
    for (const char of ['\u001b', '\u202e']) expect(text).not.toContain(char);
    const again = compileSources(
      [{ name: 'a.proto', path: 'a.proto', text: text.replace(/import .*/, '') }],
      () => undefined,
    ).file.at(-1);
    expect(again?.messageType).toHaveLength(1);
    expect(again?.messageType[0]?.field[0]?.defaultValue).toBe(evil);
  });

  it('refuses a default that is none', () => {
    const field = { name: 'a', number: 1, label: 1, type: 5, defaultValue: '1]; } message Evil {' } as const;
    const file = create(FileDescriptorProtoSchema, { name: 'a.proto', messageType: [{ name: 'A', field: [field] }] });
    expect(() => printProto(file, schemaOf([]).registry)).toThrow('a has the default');
  });
});

describe.each([
  { name: 'protoc', command: ['protoc'] },
  { name: "grpcio-tools' protoc", command: ['python3', '-m', 'grpc_tools.protoc'] },
])('what printProto prints', ({ name: compiler, command }) => {
  const [program = '', ...first] = command;
  const missing = spawnSync(program, [...first, '--version']).status !== 0;
  const newer = compiler !== 'protoc';
  it.skipIf(missing).each(CORPUS.filter((name) => newer || !name.startsWith('editions')))(
    `is %s again to ${compiler}`,
    (name) => {
      const schema = corpus(name);
      const folder = scratchFolder(Object.fromEntries(printed(schema)));
      const flags = [
        '-I',
        folder,
        '--include_imports',
        '--descriptor_set_out=set',
        ...(newer ? ['--retain_options'] : []),
      ];
      execFileSync(program, [...first, ...flags, name], { cwd: folder, stdio: 'pipe' });
      expectSame(fromBinary(FileDescriptorSetSchema, readFileSync(join(folder, 'set'))).file, schema);
    },
  );
});
