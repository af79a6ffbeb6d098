import { existsSync, readFileSync } from 'node:fs';
import { clone, create, toBinary } from '@bufbuild/protobuf';
import type { FileDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { checkUnique } from './check-unique.ts';
import type { FileRegistry } from './descriptors.ts';
import { compileProtos } from './proto-compiler.ts';
import { createRegistry, readDescriptorSet } from './registry.ts';
import { WELL_KNOWN } from './well-known.ts';

/** Files that hold a schema. */
export interface SchemaFiles {
  /** .proto texts. */
  readonly protos: readonly string[];
  /** Folders their imports are relative to; the working folder where there are none. */
  readonly importPaths: readonly string[];
  /** Descriptor sets, of `protoc --include_imports --descriptor_set_out`. */
  readonly protosets: readonly string[];
}

/** A schema and, in words, where it comes from. */
export interface LoadedSchema {
  readonly registry: FileRegistry;
  readonly origin: string;
}

/**
 * The types of all the files together, `null` when none is named; imports of .proto texts are found in the descriptor
 * sets too. Throws `config` and `file` Failures naming file and line, or the files that contradict each other.
 */
export function loadSchemaFiles({ protos, importPaths, protosets }: SchemaFiles): LoadedSchema | null {
  if (protos.length === 0 && protosets.length === 0) return null;
  const merged = new Merged();
  for (const path of protosets) for (const file of readSet(path)) merged.add(file, path);
  merged.checkImports();
  const folders = importPaths.flatMap(foldersOf);
  for (const path of protos) {
    const known = [...merged.files.values()];
    const set = compileProtos([path], { importPaths: folders.length === 0 ? ['.'] : folders, known });
    for (const file of set.file) merged.add(file, path);
  }
  const file = [...merged.files.values()];
  checkUnique(file, (name) => merged.shown(name));
  return {
    registry: createRegistry(create(FileDescriptorSetSchema, { file })),
    origin: [...protos, ...protosets].join(', '),
  };
}

/** Files by name, each with the path it was read from. */
class Merged {
  readonly files = new Map<string, FileDescriptorProto>();
  readonly #paths = new Map<string, string>();

  add(file: FileDescriptorProto, path: string): void {
    const known = this.files.get(file.name);
    // Compilers bring their own edition of the well-known files; the first is as good as any.
    if (known !== undefined && (WELL_KNOWN.has(file.name) || isSame(known, file))) return;
    if (known !== undefined) {
      throw new Failure(
        'config',
        `${printable(file.name, 200)} is in ${this.#paths.get(file.name) ?? '?'} and in ${path}, and they differ`,
        { hint: 'leave one of them out' },
      );
    }
    this.files.set(file.name, file);
    this.#paths.set(file.name, path);
  }

  /** The file and where it was read. */
  shown(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) return printable(name, 200);
    return path.endsWith(name) ? path : `${printable(name, 200)} (from ${path})`;
  }

  checkImports(): void {
    for (const { name, dependency } of this.files.values()) {
      const lost = dependency.find((each) => !this.files.has(each) && !WELL_KNOWN.has(each));
      if (lost === undefined) continue;
      throw new Failure('config', `${this.shown(name)} imports ${printable(lost, 200)}, which no descriptor set has`, {
        hint: 'make the set with `protoc --include_imports --descriptor_set_out=FILE`',
      });
    }
  }
}

function isSame(a: FileDescriptorProto, b: FileDescriptorProto): boolean {
  return a === b || Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

/** Without comments and places in the text, which compilers add or leave out. */
function bytesOf(file: FileDescriptorProto): Uint8Array {
  const bare = clone(FileDescriptorProtoSchema, file);
  delete bare.sourceCodeInfo;
  return toBinary(FileDescriptorProtoSchema, bare);
}

function readSet(path: string): FileDescriptorProto[] {
  if (!existsSync(path)) throw new Failure('config', `${path}: no such descriptor set`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Failure('file', `${path}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    return readDescriptorSet(bytes, path).file;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, error.message, {
      cause: error,
      hint: path.endsWith('.proto')
        ? 'give .proto text with --proto'
        : 'make one with `protoc --include_imports --descriptor_set_out=FILE`',
    });
  }
}

/** ghz takes several folders in one word, with commas between. */
function foldersOf(text: string): string[] {
  return existsSync(text) ? [text] : text.split(',').filter((part) => part !== '');
}
