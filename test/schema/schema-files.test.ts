import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { create, toBinary, type FileRegistry } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { LoadedSchema, SchemaFiles } from '../../src/schema/schema-files.ts';
import { loadSchemaFiles } from '../../src/schema/schema-files.ts';
import { compileTexts } from '../support/reflection-server.ts';
import { scratchFolder } from '../support/scratch.ts';

const SHOP = `syntax = "proto3"; package shop; import "shop/item.proto"; import "google/protobuf/any.proto";
message Order { Item item = 1; google.protobuf.Any more = 2; } service Shop { rpc Buy(Order) returns (Item); }`;
const ITEM = 'syntax = "proto3"; package shop; message Item { string name = 1; }';
const TEXTS = { 'shop/shop.proto': SHOP, 'shop/item.proto': ITEM };

const setOf = (...file: FileDescriptorProto[]): Uint8Array =>
  toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file }));

const [ITEM_FILE, , SHOP_FILE] = compileTexts(TEXTS) as [FileDescriptorProto, FileDescriptorProto, FileDescriptorProto];

function load(folder: string, files: Partial<SchemaFiles>): LoadedSchema {
  const within = (names: readonly string[] = []): string[] => names.map((name) => join(folder, name));
  const loaded = loadSchemaFiles({
    protos: within(files.protos),
    importPaths: within(files.importPaths),
    protosets: within(files.protosets),
  });
  if (loaded === null) throw new Error('nothing was loaded');
  return loaded;
}

function refusal(files: Record<string, string | Uint8Array>, named: Partial<SchemaFiles>): Failure {
  const folder = scratchFolder(files);
  try {
    load(folder, named);
  } catch (error) {
    if (error instanceof Failure) {
      return new Failure(error.code, error.message.replaceAll(`${folder}/`, ''), {
        ...(error.hint === null ? {} : { hint: error.hint.replaceAll(folder, 'DIR') }),
      });
    }
    throw error;
  }
  throw new Error('nothing was thrown');
}

const names = ({ registry }: LoadedSchema): string[] => [...registry.files].map(({ proto }) => proto.name);

describe('loadSchemaFiles', () => {
  it('is null where no file is named', () => {
    expect(loadSchemaFiles({ protos: [], importPaths: ['x'], protosets: [] })).toBeNull();
  });

  it('reads .proto text and descriptor sets to the same types', () => {
    const folder = scratchFolder({ ...TEXTS, 'set.binpb': setOf(SHOP_FILE, ITEM_FILE) });
    const fromText = load(folder, { protos: ['shop/shop.proto'], importPaths: ['.'] });
    const fromSet = load(folder, { protosets: ['set.binpb'] });
    expect(names(fromText)).toEqual(['shop/item.proto', 'google/protobuf/any.proto', 'shop/shop.proto']);
    expect(names(fromSet)).toEqual(names(fromText));
    for (const file of fromText.registry.files) {
      expect(fromSet.registry.getFile(file.proto.name)?.proto).toEqual(file.proto);
    }
    expect(fromText.origin).toBe(join(folder, 'shop/shop.proto'));
  });

  it('merges several sources, and finds imports of a text in a set', () => {
    const folder = scratchFolder({ ...TEXTS, 'item.binpb': setOf(ITEM_FILE), 'new/shop.proto': SHOP });
    const merged = load(folder, { protos: ['new/shop.proto'], protosets: ['item.binpb'] });
    expect(names(merged)).toEqual(['shop/item.proto', 'google/protobuf/any.proto', 'shop.proto']);
    const twice = load(folder, {
      protos: ['shop/shop.proto', 'shop/item.proto'],
      importPaths: ['.'],
      protosets: ['item.binpb'],
    });
    expect(names(twice)).toHaveLength(3);
  });

  it('takes import paths with commas between', () => {
    const folder = scratchFolder({ 'a/shop/shop.proto': SHOP, 'b/shop/item.proto': ITEM });
    const importPaths = [`${join(folder, 'a')},${join(folder, 'b')}`];
    expect(
      loadSchemaFiles({ protos: ['shop/shop.proto'], importPaths, protosets: [] })?.registry.getMessage('shop.Item'),
    ).toBeDefined();
  });
});

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;

describe.skipIf(spawnSync('protoc', ['--version']).status !== 0)(
  'a set that protoc made (skipped without protoc)',
  () => {
    it.each(['everything.proto', 'custom/used.proto'])('of %s gives the types the text gives', (name) => {
      const path = join(scratchFolder({}), 'set.binpb');
      execFileSync('protoc', ['-I', PROTOS, '--include_imports', `--descriptor_set_out=${path}`, name], {
        stdio: 'pipe',
      });
      const text = loadSchemaFiles({ protos: [join(PROTOS, name)], importPaths: [PROTOS], protosets: [] });
      const set = loadSchemaFiles({ protos: [], importPaths: [], protosets: [path] });
      const types = (loaded: LoadedSchema | null): string[] =>
        [...(loaded?.registry ?? [])]
          .filter(({ typeName }) => typeName.startsWith('test.'))
          .map((type) => described(type));
      expect(types(set)).toEqual(types(text));
      expect(types(text).length).toBeGreaterThan(5);
    });
  },
);

type DescType = FileRegistry extends Iterable<infer T> ? T : never;

/** A type with its fields as the codec sees them. */
function described(type: DescType): string {
  const fields = type.kind === 'message' ? type.fields : [];
  const shown = fields.map(({ name, number, jsonName, presence, fieldKind }) =>
    [name, number, jsonName, presence, fieldKind].join(' '),
  );
  return [String(type), ...shown].join('; ');
}

describe('loadSchemaFiles refuses', () => {
  it('files of one name that differ', () => {
    const other = 'syntax = "proto3"; package shop; message Item { string title = 1; }';
    expect(
      refusal(
        { 'shop/item.proto': other, 'item.binpb': setOf(ITEM_FILE) },
        { protos: ['shop/item.proto'], importPaths: ['.'], protosets: ['item.binpb'] },
      ),
    ).toMatchObject({
      code: 'config',
      message: 'shop/item.proto is in item.binpb and in shop/item.proto, and they differ',
      hint: 'leave one of them out',
    });
  });

  it('a name that two files declare', () => {
    expect(
      refusal(
        { 'other.proto': ITEM, 'item.binpb': setOf(ITEM_FILE) },
        { protos: ['other.proto'], protosets: ['item.binpb'] },
      ).message,
    ).toBe("other.proto: 'shop.Item' is declared in shop/item.proto (from item.binpb) too");
  });

  it('a set without its imports', () => {
    expect(refusal({ 'set.binpb': setOf(SHOP_FILE) }, { protosets: ['set.binpb'] })).toMatchObject({
      message: 'shop/shop.proto (from set.binpb) imports shop/item.proto, which no descriptor set has',
      hint: 'make the set with `protoc --include_imports --descriptor_set_out=FILE`',
    });
  });

  it('text in place of a set, a set that is not there, and what cannot be read', () => {
    expect(refusal({ 'item.proto': ITEM }, { protosets: ['item.proto'] })).toMatchObject({
      message: expect.stringMatching(/^item\.proto: not a descriptor set: byte \d+: /) as string,
      hint: 'give .proto text with --proto',
    });
    expect(refusal({ 'x.bin': Buffer.from('text') }, { protosets: ['x.bin'] }).hint).toContain(
      'protoc --include_imports',
    );
    expect(refusal({}, { protosets: ['nowhere.binpb'] }).message).toBe('nowhere.binpb: no such descriptor set');
    expect(refusal({ 'dir/x': '' }, { protosets: ['dir'] })).toMatchObject({
      code: 'file',
      message: expect.stringContaining('cannot be read') as string,
    });
  });

  it('an import that is not found, with the folder that has it', () => {
    expect(refusal(TEXTS, { protos: ['shop/shop.proto'] })).toMatchObject({
      message: "shop/shop.proto:1: import 'shop/item.proto' is not found",
      hint: expect.stringMatching(/--import-path \S*DIR$/) as string,
    });
  });
});
