import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { Failure } from '../base/failure.ts';
import { fileText } from './utf8.ts';

/** One .proto text, under the name other files import it by. */
export interface ProtoSource {
  /** Import name, with forward slashes. */
  readonly name: string;
  /** How messages call it: the path on disk where there is one. */
  readonly path: string;
  readonly text: string;
}

/** Finds the source of an import; `undefined` when there is none. */
export type FindSource = (importName: string, importer: ProtoSource) => ProtoSource | undefined;

/** Reads a .proto file; its import name is its path below the first import path that holds it, else its base name. */
export function readSource(file: string, importPaths: readonly string[]): ProtoSource {
  const full = isAbsolute(file) ? file : firstExisting([file, ...importPaths.map((path) => resolve(path, file))]);
  if (full === undefined || !isFile(full)) {
    throw new Failure('config', `${file}: no such .proto file`, {
      hint: 'give its path, or the folder that holds it with --import-path',
    });
  }
  const below = importPaths
    .map((path) => relative(resolve(path), resolve(full)))
    .find((path) => path !== '' && !path.startsWith('..') && !isAbsolute(path));
  const name = (below ?? relative(dirname(resolve(full)), resolve(full))).split(sep).join('/');
  return { name, path: file, text: readText(full, file) };
}

/** Looks in the import paths, then beside the importing file. */
export function diskSources(importPaths: readonly string[]): FindSource {
  return (importName, importer) => {
    const found = firstExisting([...importPaths, dirname(importer.path)].map((path) => resolve(path, importName)));
    if (found === undefined || !isFile(found)) return undefined;
    const path = shownPath(found);
    return { name: importName, path, text: readText(found, path) };
  };
}

/** The folder above a file from which `importName` can be found: what --import-path should have named. */
export function importRoot(importName: string, file: string): string | undefined {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    if (isFile(resolve(folder, importName))) return shownPath(folder);
    if (folder === dirname(folder)) return undefined;
  }
}

/** Whether protoc would take a name in an import: no absolute path, no `.` or `..` in it, no backslash. */
export function isImportName(name: string): boolean {
  return !name.includes('\\') && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Relative to the working folder where it lies below it. */
function shownPath(path: string): string {
  const below = relative('.', path) || '.';
  return below.startsWith('..') ? path : below;
}

function firstExisting(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function readText(path: string, shown: string): string {
  try {
    return fileText(readFileSync(path));
  } catch (error) {
    throw new Failure('file', `${shown}: cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
