import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { Failure } from '../base/failure.ts';
import { readJsonFile } from '../run/focus/json-file.ts';

/** An entry of a flat map: a scalar or a list of them, undefined where it is neither, and where it stands, `path:3`. */
export interface FlatEntry {
  readonly values: readonly unknown[];
  readonly isList: boolean;
  readonly place: string;
}

/**
 * Reads a map of names to values from YAML or JSON; a file that calls itself JSON is held to JSON.
 * @throws Failure `config` when it cannot be read or is no map, with path and line; `flag` names the option, `example` a file.
 */
export function readFlatFile(path: string, flag: string, example: string): ReadonlyMap<string, FlatEntry> {
  const source = read(path, flag);
  if (extname(path) === '.json') readJsonFile(path, flag);
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
  const entries = new Map<string, FlatEntry>();
  if (document.contents === null) return entries;
  if (!isMap(document.contents)) {
    throw new Failure('config', `${path}:1: must be a map of option names to values`, {
      hint: `for example: ${example}`,
    });
  }
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const place = `${path}:${isScalar(key) && key.range ? lines.linePos(key.range[0]).line : 1}`;
    const items = isSeq(value) ? value.items : [value];
    const values = items.map((item) => (isScalar(item) ? item.value : undefined));
    entries.set(name, { values, isList: isSeq(value), place });
  }
  return entries;
}

function read(path: string, flag: string): string {
  try {
    // Windows editors put a byte order mark before the text.
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Failure('config', `cannot read the config file ${path}: ${(error as Error).message}`, {
      hint: `${flag} takes a readable JSON or YAML file`,
      cause: error,
    });
  }
}
