import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { Failure } from '../base/failure.ts';
import { readJsonFile } from '../run/focus/json-file.ts';

const NAMES = ['grpc-validate.config.json', 'grpc-validate.config.yaml', 'grpc-validate.config.yml'];

/** A value of the config file, as text, and where it stands: `grpc-validate.config.yaml:3`. */
export interface ConfigEntry {
  readonly texts: readonly string[];
  readonly place: string;
}

export interface Config {
  readonly path: string | null;
  readonly entries: ReadonlyMap<string, ConfigEntry>;
}

/**
 * Reads `path`, or the config file of the folder `cwd`, or nothing.
 * @throws Failure `config` when it cannot be read or is not a flat map of options, with path and line.
 */
export function loadConfig(path: string | null, cwd: string): Config {
  const found = path === null ? findConfig(cwd) : path;
  if (found === null) return { path: null, entries: new Map() };
  const source = read(found);
  // YAML takes nearly all JSON and more; a file that calls itself JSON is held to JSON.
  if (extname(found) === '.json') readJsonFile(found, '--config');
  return { path: found, entries: entriesOf(source, found) };
}

function findConfig(cwd: string): string | null {
  const present = NAMES.map((name) => join(cwd, name)).filter((file) => existsSync(file));
  if (present.length > 1) {
    throw new Failure('config', `two config files in this folder: ${present.join(' and ')}`, {
      hint: 'keep one of them',
    });
  }
  return present[0] ?? null;
}

function read(path: string): string {
  try {
    // Windows editors put a byte order mark before the text.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Failure('config', `cannot read the config file ${path}: ${(error as Error).message}`, {
      hint: '--config takes a readable JSON or YAML file',
      cause: error,
    });
  }
}

function entriesOf(source: string, path: string): Map<string, ConfigEntry> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const [problem] = document.errors;
  if (problem) {
    const line = lines.linePos(problem.pos[0]).line;
    const text = problem.message.split(' at line')[0] ?? problem.message;
    throw new Failure('config', `${path}:${line}: not ${extname(path) === '.json' ? 'JSON' : 'YAML'}: ${text}`, {
      hint: 'check indentation, colons and quotes near that line',
    });
  }
  const entries = new Map<string, ConfigEntry>();
  if (document.contents === null) return entries;
  if (!isMap(document.contents)) {
    throw new Failure('config', `${path}:1: must be a map of option names to values`, {
      hint: 'for example: {"target": "das:50051"}',
    });
  }
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const place = `${path}:${isScalar(key) && key.range ? lines.linePos(key.range[0]).line : 1}`;
    const items = isSeq(value) ? value.items : [value];
    const texts = items.map((item) => {
      const plain = isScalar(item) ? item.value : undefined;
      if (['string', 'number', 'boolean'].includes(typeof plain)) return String(plain);
      throw new Failure('config', `${place}: ${name} takes a text, a number, true, false or a list of them`, {
        hint: 'leave the key out to take its default',
      });
    });
    entries.set(name, { texts, place });
  }
  return entries;
}
