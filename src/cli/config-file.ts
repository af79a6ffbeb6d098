import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../base/failure.ts';
import { readFlatFile } from './flat-file.ts';

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
  return { path: found, entries: entriesOf(found) };
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

function entriesOf(path: string): Map<string, ConfigEntry> {
  const entries = [...readFlatFile(path, '--config', '{"target": "das:50051"}')].map(([name, { values, place }]) => {
    const texts = values.map((plain) => {
      if (['string', 'number', 'boolean'].includes(typeof plain)) return String(plain);
      throw new Failure('config', `${place}: ${name} takes a text, a number, true, false or a list of them`, {
        hint: 'leave the key out to take its default',
      });
    });
    return [name, { texts, place }] as const;
  });
  return new Map(entries);
}
