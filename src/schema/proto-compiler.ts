import { create } from '@bufbuild/protobuf';
import type { FileDescriptorProto, FileDescriptorSet } from '@bufbuild/protobuf/wkt';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Failure } from '../base/failure.ts';
import { printable } from '../base/text.ts';
import { checkUnique } from './check-unique.ts';
import { convertContext } from './convert-context.ts';
import { convertFile } from './convert-file.ts';
import { readOutline, type ProtoOutline } from './proto-outline.ts';
import {
  diskSources,
  importRoot,
  isImportName,
  readSource,
  type FindSource,
  type ProtoSource,
} from './proto-source.ts';
import { resolveNames } from './resolve-names.ts';
import { packagesOf, symbolsOf, type SymbolKind } from './symbols.ts';
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
  const open: string[] = [];
  for (const source of sources) if (!done.has(source.name)) add(source);
  checkUnique(done.values());
  return create(FileDescriptorSetSchema, { file: [...done.values()] });

  function add(source: ProtoSource): void {
    const outline = readOutline(source.text, source.path);
    open.push(source.name);
    for (const { name, line } of outline.imports) {
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
    const file = convertFile(source, outline);
    resolveNames(file, scopeOf(file, outline, done));
    done.set(file.name, file);
  }

  function addImport(name: string, line: number, importer: ProtoSource): void {
    const ready = preset.get(name);
    if (ready !== undefined) {
      for (const dependency of ready.dependency) if (!done.has(dependency)) addImport(dependency, line, importer);
      done.set(name, ready);
      return;
    }
    const source = find(name, importer);
    if (source === undefined) {
      const root = importRoot(name, importer.path);
      throw new Failure('config', `${importer.path}:${line}: import '${printable(name)}' is not found`, {
        hint: `name the folder it is relative to with --import-path${root === undefined ? '' : ` ${root}`}`,
      });
    }
    add(source);
  }
}

/** A file sees itself, what it imports, and what those import publicly. */
function scopeOf(
  file: FileDescriptorProto,
  outline: ProtoOutline,
  done: ReadonlyMap<string, FileDescriptorProto>,
): { visible: Map<string, SymbolKind>; at: (path: string) => string } {
  const visible = new Map<string, SymbolKind>();
  const seen = new Set<string>();
  const visit = (visited: FileDescriptorProto): void => {
    for (const name of packagesOf(visited.package)) if (!visible.has(name)) visible.set(name, 'package');
    for (const [name, kind] of symbolsOf(visited)) visible.set(name, kind);
    const followed =
      visited === file ? visited.dependency : visited.publicDependency.map((i) => visited.dependency[i] ?? '');
    for (const name of followed) {
      const next = done.get(name);
      if (next === undefined || seen.has(name)) continue;
      seen.add(name);
      visit(next);
    }
  };
  visit(file);
  return { visible, at: (path) => convertContext(outline).at(path) };
}
