import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary, toBinary, toJson } from '@bufbuild/protobuf';
import type { FileDescriptorSet } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { loadFileDescriptorSetFromBuffer, type ServiceDefinition } from '@grpc/proto-loader';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { compileProtos, compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;
const SHIPPED = new URL('../../protos/', import.meta.url).pathname;

/** Compiles texts by name; the first is the one asked for. */
function compile(files: Record<string, string>): FileDescriptorSet {
  const sources = Object.entries(files).map(([name, text]) => ({ name, path: name, text }));
  return compileSources(sources.slice(0, 1), (name) => sources.find((source) => source.name === name));
}

function failure(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The compilers this machine has; the second knows editions. */
const COMPILERS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'protoc', command: ['protoc'] },
  { name: "grpcio-tools' protoc", command: ['python3', '-m', 'grpc_tools.protoc'] },
];

function protoc(command: readonly string[], folder: string, name: string): FileDescriptorSet {
  const scratch = mkdtempSync(join(tmpdir(), 'descriptors-'));
  try {
    const out = join(scratch, 'set.binpb');
    const [program = '', ...first] = command;
    execFileSync(program, [...first, '-I', folder, '--include_imports', `--descriptor_set_out=${out}`, name], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return fromBinary(FileDescriptorSetSchema, readFileSync(out));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Custom options sorted by number, as newer compilers write them; those of one number keep their order. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const [key, each] of Object.entries(value)) {
    if (key === '$unknown') (each as { no: number }[]).sort((a, b) => a.no - b.no);
    else sorted(each);
  }
  return value;
}

/** a.proto imports b.proto, which imports c.proto in the way `kind` says. */
function chain(kind: string): Record<string, string> {
  return {
    'a.proto': 'syntax = "proto3"; import "b.proto"; message A { C c = 1; }',
    'b.proto': `syntax = "proto3"; import ${kind} "c.proto";`,
    'c.proto': 'syntax = "proto3"; message C {}',
  };
}

describe('compileProtos', () => {
  const set = compileProtos([join(PROTOS, 'everything.proto')], { importPaths: [PROTOS] });
  const file = (name: string) => {
    const found = set.file.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const everything = file('everything.proto').messageType[0]!;

  it('puts imports before the files that need them, and public ones by their place', () => {
    expect(set.file.map(({ name }) => name)).toEqual([
      'google/protobuf/timestamp.proto',
      'sub/shared.proto',
      'legacy.proto',
      'everything.proto',
    ]);
    expect(file('everything.proto').dependency).toEqual([
      'google/protobuf/timestamp.proto',
      'sub/shared.proto',
      'legacy.proto',
    ]);
    expect(file('everything.proto').publicDependency).toEqual([1]);
  });

  it('makes true map entries in the order of the text', () => {
    expect(everything.nestedType.map(({ name }) => name)).toEqual(['CountsEntry', 'Inner', 'InnerByIdEntry']);
    expect(everything.nestedType[0]?.options?.mapEntry).toBe(true);
  });

  it('puts the oneofs of optional fields after the real ones', () => {
    expect(everything.oneofDecl.map(({ name }) => name)).toEqual(['choice', 'other_choice', '_maybe', '_maybe_inner']);
    const maybe = everything.field.find(({ name }) => name === 'maybe');
    expect(maybe?.proto3Optional).toBe(true);
    expect(maybe?.oneofIndex).toBe(2);
  });

  it('resolves names from the innermost scope outwards', () => {
    const deep = everything.nestedType[1]?.nestedType[0];
    expect(deep?.field.map(({ typeName }) => typeName)).toEqual([
      '.test.everything.Everything',
      '.test.everything.Everything',
      '.test.everything.sub.Shared',
      '.test.everything.Everything.Inner.Here',
    ]);
  });

  it('carries services, streaming flags and JSON names', () => {
    const methods = file('everything.proto').service[0]?.method ?? [];
    expect(
      methods.map(({ name, clientStreaming, serverStreaming }) => [name, clientStreaming, serverStreaming]),
    ).toEqual([
      ['Get', false, false],
      ['Watch', false, true],
      ['Send', true, false],
      ['Talk', true, true],
    ]);
    const names = new Map(everything.field.map(({ name, jsonName }) => [name, jsonName]));
    expect(names.get('an_int32')).toBe('anInt32');
    expect(names.get('a_string')).toBe('text');
    expect(names.get('two__under')).toBe('twoUnder');
  });

  it('keeps 64-bit defaults exact', () => {
    const fields = new Map(file('legacy.proto').messageType[0]?.field.map((field) => [field.name, field.defaultValue]));
    expect(fields.get('big')).toBe('-9223372036854775808');
    expect(fields.get('huge')).toBe('18446744073709551615');
    expect(fields.get('infinite')).toBe('inf');
    expect(fields.get('colour')).toBe('RED');
  });

  it('makes a set the registry takes', () => {
    expect(createRegistry(set).getMessage('test.everything.Everything')?.fields).toHaveLength(37);
  });

  it('resolves well-known types without an import path', () => {
    const annotated = compile({
      'a.proto': 'syntax = "proto3"; import "google/protobuf/any.proto"; message A { google.protobuf.Any a = 1; }',
    });
    expect(annotated.file.map(({ name }) => name)).toEqual(['google/protobuf/any.proto', 'a.proto']);
  });
});

describe.each(COMPILERS)('against $name', ({ name, command }) => {
  const [program = '', ...first] = command;
  const missing = spawnSync(program, [...first, '--version']).status !== 0;
  const newer = name !== 'protoc';
  it
    .skipIf(missing)
    .each(
      [
        [PROTOS, 'everything.proto'],
        [PROTOS, 'legacy.proto'],
        [PROTOS, 'custom/plain.proto'],
        [PROTOS, 'custom/used.proto'],
        [PROTOS, 'custom/corners.proto'],
        [SHIPPED, 'datastream.proto'],
        ...(newer ? [[PROTOS, 'editions/e2024.proto'] as const] : []),
      ].map(([folder = '', file = '']) => ({ folder, file })),
    )('$file compiles to the same descriptors', ({ folder, file: asked }) => {
    // Without the flag it drops options that are for compilers alone.
    const theirs = protoc(newer ? [...command, '--retain_options'] : command, folder, asked);
    const ours = compileProtos([join(folder, asked)], { importPaths: [folder] });
    expect(ours.file.map((file) => file.name)).toEqual(theirs.file.map((file) => file.name));
    for (const [i, file] of ours.file.entries()) {
      if (file.name.startsWith('google/')) continue;
      const their = sorted(theirs.file[i]!);
      expect(toJson(FileDescriptorProtoSchema, file)).toEqual(toJson(FileDescriptorProtoSchema, their));
      expect(toBinary(FileDescriptorProtoSchema, sorted(file))).toEqual(toBinary(FileDescriptorProtoSchema, their));
    }
  });
});

describe('against @grpc/proto-loader', () => {
  it('makes sets it reads to the same methods', () => {
    const set = compileProtos([join(PROTOS, 'everything.proto')], { importPaths: [PROTOS] });
    const loaded = loadFileDescriptorSetFromBuffer(Buffer.from(toBinary(FileDescriptorSetSchema, set)));
    const things = loaded['test.everything.Things'] as ServiceDefinition;
    expect(
      Object.values(things).map(({ path, requestStream, responseStream }) => [path, requestStream, responseStream]),
    ).toEqual([
      ['/test.everything.Things/Get', false, false],
      ['/test.everything.Things/Watch', false, true],
      ['/test.everything.Things/Send', true, false],
      ['/test.everything.Things/Talk', true, true],
    ]);
  });
});

describe('compileProtos refuses', () => {
  const cases: [what: string, text: string, message: RegExp][] = [
    [
      'an unknown type',
      'syntax = "proto3";\nmessage A {\n  Missing m = 1;\n}',
      /^a\.proto:3: 'Missing' is no message or enum/,
    ],
    ['broken syntax', 'syntax = "proto3";\nmessage A {\n  string = 1;\n}', /^a\.proto:3: /],
    ['a cut file', 'syntax = "proto3";\nmessage A {\n  string a = 1;\n', /^a\.proto:2: this block is not closed/],
    ['an unended comment', 'syntax = "proto3";\n/* message A {', /^a\.proto:2: a comment does not end/],
    [
      'a name declared twice',
      'syntax = "proto3";\nmessage A {\n  string a = 1;\n  int32 a = 2;\n}',
      /^a\.proto:4: 'A\.a' is declared twice/,
    ],
    [
      'a number used twice',
      'syntax = "proto3";\nmessage A {\n  string a = 1;\n  int32 b = 1;\n}',
      /^a\.proto:4: a and b both have number 1/,
    ],
    [
      'field number 0',
      'syntax = "proto3";\nmessage A {\n  string a = 0;\n}',
      /^a\.proto:3: 0 is not a legal field number/,
    ],
    ['a reserved field number', 'syntax = "proto3";\nmessage A {\n  string a = 19500;\n}', /^a\.proto:3: 19500 is not/],
    [
      'a default in proto3',
      'syntax = "proto3";\nmessage A {\n  int32 a = 1 [default = 3];\n}',
      /^a\.proto:3: proto3 fields have no/,
    ],
    [
      'a bad default',
      'syntax = "proto2";\nmessage A {\n  optional int32 a = 1 [default = 1.5];\n}',
      /^a\.proto:3: default '1\.5'/,
    ],
    ...['option java_package = ', 'import ', 'message A { reserved '].map((before): [string, string, RegExp] => [
      `a string that is not UTF-8 after ${before}`,
      `syntax = "proto2";\n${before}"a\\xff";`,
      /^a\.proto:2: "a\ufffd" is not UTF-8/,
    ]),
    [
      'an unknown option',
      'syntax = "proto3";\nmessage A {\n  int32 a = 1 [pakced = true];\n}',
      /^a\.proto:3: there is no option 'pakced'/,
    ],
    [
      'an ill-typed option',
      'syntax = "proto3";\nmessage A {\n  repeated int32 a = 1 [packed = 7];\n}',
      /^a\.proto:3: /,
    ],
    [
      'a missing import',
      'syntax = "proto3";\nimport "nowhere.proto";',
      /^a\.proto:2: import 'nowhere\.proto' is not found/,
    ],
    ['an import that leaves its folder', 'import "../x.proto";', /^a\.proto:1: '\.\.\/x\.proto' cannot be imported/],
    ['a file that imports itself', 'syntax = "proto3";\nimport "a.proto";', /^a\.proto:2: 'a\.proto' imports itself/],
    [
      'a proto3 enum that does not begin with 0',
      'syntax = "proto3";\nenum E {\n  ONE = 1;\n}',
      /^a\.proto:2: the first value/,
    ],
    ['an empty enum', 'syntax = "proto3";\nenum E {\n}', /^a\.proto:2: enum E has no values/],
    [
      'an enum as a request',
      'syntax = "proto3";\nenum E { Z = 0; }\nservice S {\n rpc X(E) returns (E);\n}',
      /^a\.proto:4: 'E' is no message here: it names an enum/,
    ],
    ['an unknown edition', 'edition = "1999";\nmessage A {}', /^a\.proto:1: edition "1999" is not known/],
    ['an unknown syntax', 'syntax = "proto4";\nmessage A {}', /^a\.proto:1: syntax is neither/],
    ['a hostile message name', 'syntax = "proto3";\nmessage A){process.exit()}// {}', /^a\.proto:2: /],
    [
      'a hostile field name',
      'syntax = "proto3";\nmessage A {\n  string __proto__ = 1;\n}',
      /^a\.proto:3: '__proto__' is not a protobuf identifier/,
    ],
    ['a hostile package', 'syntax = "proto3";\npackage a.b-c;', /^a\.proto:2: '-' where ';'/],
    [
      'an import without semicolon',
      'syntax = "proto3";\nimport "x.proto"',
      /^a\.proto:2: the file ends inside a statement/,
    ],
  ];
  it.each(cases)('%s', (_, text, message) => {
    const thrown = failure(() => compile({ 'a.proto': text }));
    expect(thrown.code).toBe('config');
    expect(thrown.message).toMatch(message);
  });

  it('a name its imports do not show, and shows it when they do', () => {
    expect(failure(() => compile(chain(''))).message).toMatch("'C' is no message or enum here");
    expect(compile(chain('public')).file).toHaveLength(3);
  });

  it('a name two files declare', () => {
    const files = {
      'a.proto': 'syntax = "proto3"; import "b.proto"; message A {}',
      'b.proto': 'syntax = "proto3"; message A {}',
    };
    expect(failure(() => compile(files)).message).toMatch("'A' is declared in b.proto too");
  });

  it('files that import each other', () => {
    const files = {
      'a.proto': 'syntax = "proto3"; import "b.proto";',
      'b.proto': 'syntax = "proto3"; import "a.proto";',
    };
    expect(failure(() => compile(files)).message).toMatch("b.proto:1: 'a.proto' imports itself");
  });

  it('a file that is not there', () => {
    expect(failure(() => compileProtos(['/nowhere/x.proto'])).message).toMatch('no such .proto file');
  });
});
