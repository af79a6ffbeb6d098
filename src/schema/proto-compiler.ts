import { create } from '@bufbuild/protobuf';
import type { FileDescriptorProto, FileDescriptorSet } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { bundledDescriptor, bundledSource } from './bundled.ts';
import { checkUnique } from './check-unique.ts';
import { addCustomOptions, link, type Compiled } from './link-proto.ts';
import { parseProto } from './parse/file.ts';
import {
  diskSources,
  importRoot,
  isImportName,
  readSource,
  type FindSource,
  type ProtoSource,
} from './proto-source.ts';
import { WELL_KNOWN } from './well-known.ts';

export interface CompileOptions {
  /** Folders imports are looked for in, before the folder of the importing file. */
  readonly importPaths?: readonly string[];
  /** Files known beforehand, as descriptors; the well-known types always are. */
  readonly known?: readonly FileDescriptorProto[];
}

/**
 * .proto files and all they import as a FileDescriptorSet as protoc makes it, dependencies first. Throws a `config`
 * Failure naming file and line.
 */
export function compileProtos(files: readonly string[], options: CompileOptions = {}): FileDescriptorSet {
  const importPaths = options.importPaths ?? [];
  return compileSources(
    files.map((file) => readSource(file, importPaths)),
    diskSources(importPaths),
    options.known,
  );
}

/** The same from texts that need not lie on a disk; `find` answers imports. */
export function compileSources(
  sources: readonly ProtoSource[],
  find: FindSource,
  known: readonly FileDescriptorProto[] = [],
): FileDescriptorSet {
  const preset = new Map([...WELL_KNOWN, ...known.map((file) => [file.name, file] as const)]);
  const done = new Map<string, FileDescriptorProto>();
  const compiled: Compiled[] = [];
  const open: string[] = [];
  for (const source of sources) if (!done.has(source.name)) add(source);
  checkUnique(done.values());
  const file = [...done.values()];
  addCustomOptions(compiled, file);
  return create(FileDescriptorSetSchema, { file });

  function add(source: ProtoSource): void {
    const parsed = parseProto(source);
    open.push(source.name);
    for (const { name, line } of parsed.imports) {
      if (!isImportName(name)) {
        throw new Failure('config', `${source.path}:${line}: '${printable(name)}' cannot be imported`, {
          hint: 'imports are relative to an --import-path, with / between folders and no . or ..',
        });
      }
      if (open.includes(name))
        throw new Failure('config', `${source.path}:${line}: '${printable(name)}' imports itself`);
      if (!done.has(name)) addImport(name, line, source);
    }
    open.pop();
    compiled.push(link(parsed, source.path, done));
    done.set(source.name, parsed.proto);
  }

  function addImport(name: string, line: number, importer: ProtoSource): void {
    const source = preset.has(name) ? undefined : (find(name, importer) ?? bundledSource(name));
    const ready = source === undefined ? (preset.get(name) ?? bundledDescriptor(name)) : undefined;
    if (ready !== undefined) {
      for (const dependency of ready.dependency) if (!done.has(dependency)) addImport(dependency, line, importer);
      done.set(name, ready);
      return;
    }
    if (source === undefined) {
      const root = importRoot(name, importer.path);
      throw new Failure('config', `${importer.path}:${line}: import '${printable(name)}' is not found`, {
        hint: `name the folder it is relative to with --import-path${root === undefined ? '' : ` ${root}`}`,
      });
    }
    add(source);
  }
}
