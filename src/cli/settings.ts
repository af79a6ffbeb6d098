import { Failure, usage } from '../base/failure.ts';
import type { Setting } from '../base/result.ts';
import { secretsOfUrl } from '../base/secrets.ts';
import { didYouMean, nearest, printable } from '../base/text.ts';
import type { Config } from './config-file.ts';
import type { Option, OptionTable } from './option.ts';
import { envName, flagName, settingKey } from './option.ts';

/** What was said for each option key on the command line: texts as given, `true` or `false` for a switch. */
export type Flags = ReadonlyMap<string, readonly string[] | boolean>;

/** Command line, environment, config file, default. */
export type Level = 3 | 2 | 1 | 0;

export interface Sources {
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
}

/** Settings of one command: complete, frozen, with the origin of each value. */
export interface Settings<V> {
  readonly values: Readonly<V>;
  /** For the result document; secrets are hidden. */
  readonly record: Readonly<Record<string, Setting>>;
  /** `--flag`, the variable, the file and line, or null when the default holds. */
  readonly origin: (key: keyof V & string) => string | null;
  /** Where the value comes from; of two options that exclude each other the higher one wins. */
  readonly level: (key: keyof V & string) => Level;
}

/**
 * Settles every option of a table: flag, then environment, then config file, then default.
 * @throws Failure `usage` or `config` for a value its option does not take, naming where it stands.
 */
export function settle<V extends object>(table: OptionTable<V>, sources: Sources): Settings<V> {
  const values: Record<string, unknown> = {};
  const record: Record<string, Setting> = {};
  const said = new Map<string, Said>();
  for (const [key, entry] of Object.entries(table)) {
    const option = entry as Option<unknown>;
    const found = lookUp(key, option, sources);
    const value = found ? read(key, option, found.texts, found.origin) : option.fallback;
    if (found) said.set(key, found);
    values[key] = value;
    if (!option.hidden) {
      record[flagName(key)] = { value: option.show ? option.show(value) : value, origin: found?.origin ?? 'default' };
    }
  }
  return {
    values: Object.freeze(values) as Readonly<V>,
    record,
    origin: (key) => said.get(key)?.origin ?? null,
    level: (key) => said.get(key)?.level ?? 0,
  };
}

/** What of all that was said, for options of `table` and the target, must never be written. */
export function secretsOf<V extends object>(
  table: OptionTable<V>,
  sources: Sources,
  operands: readonly string[],
): string[] {
  const targets = [sources.env[envName('target')] ?? [], sources.config.entries.get('target')?.texts ?? []];
  const said = Object.entries(table).flatMap(([key, entry]) => {
    const option = entry as Option<unknown>;
    const texts = option.secrets ? lookUpAll(key, option, sources) : [];
    return texts.flatMap((text) => option.secrets?.(text, sources.env) ?? []);
  });
  return [...said, ...[...operands, ...targets.flat()].flatMap(secretsOfUrl)];
}

/** The same settings as if nothing had been said about `keys`. */
export function unsaid<V extends object>(
  table: OptionTable<V>,
  settings: Settings<V>,
  keys: readonly (keyof V & string)[],
): Settings<V> {
  if (keys.length === 0) return settings;
  const defaults = settle(table, { flags: new Map(), env: {}, config: { path: null, entries: new Map() } });
  const values: Record<string, unknown> = { ...settings.values };
  const record = { ...settings.record };
  for (const key of keys) {
    values[key] = defaults.values[key];
    const entry = defaults.record[flagName(key)];
    if (entry) record[flagName(key)] = entry;
  }
  return {
    values: Object.freeze(values) as Readonly<V>,
    record,
    origin: (key) => (keys.includes(key) ? null : settings.origin(key)),
    level: (key) => (keys.includes(key) ? 0 : settings.level(key)),
  };
}

/** Keys of a config file that are no option of any command are refused, with the nearest names. */
export function checkConfigKeys(config: Config, known: ReadonlySet<string>): void {
  for (const [name, { place }] of config.entries) {
    if (name === 'config') {
      throw new Failure('config', `${place}: a config file cannot name another`, { hint: 'leave "config" out' });
    }
    if (known.has(name)) continue;
    const near = didYouMean(name, [...known]);
    throw new Failure('config', `${place}: unknown option ${JSON.stringify(name)}`, {
      hint: near ?? 'run grpc-validate stream --help for the options there are',
    });
  }
}

const PREFIX = 'GRPC_VALIDATE_';

/** One warning for each variable of ours that is no option of any command, with the nearest name. */
export function unknownVariables(env: Sources['env'], known: ReadonlySet<string>): string[] {
  const names = [`${PREFIX}DEBUG`, ...[...known].map(envName)];
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !names.includes(name))
    .map((name) => {
      // The prefix they share would make every short name a near one.
      const [near] = nearest(
        name.slice(PREFIX.length),
        [...new Set(names)].map((full) => full.slice(PREFIX.length)),
      );
      return `${printable(name)} is set and is no option${near === undefined ? '' : `; did you mean ${PREFIX}${near}?`}`;
    });
}

interface Said {
  readonly texts: readonly string[] | boolean;
  readonly origin: string;
  readonly level: Level;
}

/** At every level: also what another level overrules is not to be told. */
function lookUpAll(key: string, option: Option<unknown>, { flags, env, config }: Sources): string[] {
  const name = settingKey(key, option);
  const flagged = flags.get(key);
  const entry = config.entries.get(flagName(name)) ?? config.entries.get(name);
  return [
    ...(Array.isArray(flagged) ? (flagged as readonly string[]) : []),
    env[envName(name)] ?? [],
    entry?.texts ?? [],
  ].flat();
}

function lookUp(key: string, option: Option<unknown>, { flags, env, config }: Sources): Said | undefined {
  const flagged = flags.get(key);
  if (flagged !== undefined) return { texts: flagged, origin: `--${flagName(key)}`, level: 3 };
  const name = settingKey(key, option);
  const variable = env[envName(name)];
  if (variable !== undefined) {
    const texts = option.list ? variable.split(',').map((text) => text.trim()) : [variable];
    return { texts, origin: envName(name), level: 2 };
  }
  const entry = config.entries.get(flagName(name)) ?? config.entries.get(name);
  return entry && { texts: entry.texts, origin: entry.place, level: 1 };
}

function read(key: string, option: Option<unknown>, texts: readonly string[] | boolean, origin: string): unknown {
  if (typeof texts === 'boolean') return texts;
  const words = option.joined ? [texts.join(',')] : texts;
  const parsed = words.map((text) => {
    const value = option.parse(text);
    if (value === undefined) throw refuse(key, option, text, origin);
    return value;
  });
  if (option.repeat) return parsed;
  // A flag given twice is an override, as scripts append them; a list in a file is a mistake.
  if (parsed.length !== 1 && !origin.startsWith('--')) throw refuse(key, option, texts.join(', '), origin);
  return parsed.at(-1);
}

function refuse(key: string, option: Option<unknown>, text: string, origin: string): Failure {
  const name = origin.startsWith('--') ? origin : `${origin}: ${flagName(key)}`;
  return usage(`${name} takes ${option.takes}; got ${JSON.stringify(text)}`, option.help);
}
