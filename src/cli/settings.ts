import { Failure, usage } from '../base/failure.ts';
import type { Setting } from '../base/result.ts';
import { didYouMean } from '../base/text.ts';
import type { Config } from './config-file.ts';
import type { Option, OptionTable } from './option.ts';
import { envName, flagName } from './option.ts';

/** What was said for each option key on the command line: texts as given, `true` or `false` for a switch. */
export type Flags = ReadonlyMap<string, readonly string[] | boolean>;

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
}

/**
 * Settles every option of a table: flag, then environment, then config file, then default.
 * @throws Failure `usage` or `config` for a value its option does not take, naming where it stands.
 */
export function settle<V extends object>(table: OptionTable<V>, sources: Sources): Settings<V> {
  const values: Record<string, unknown> = {};
  const record: Record<string, Setting> = {};
  const origins = new Map<string, string>();
  for (const [key, entry] of Object.entries(table)) {
    const option = entry as Option<unknown>;
    const said = lookUp(key, sources);
    const value = said ? read(key, option, said.texts, said.origin) : option.fallback;
    if (said) origins.set(key, said.origin);
    values[key] = value;
    if (!option.hidden) {
      record[flagName(key)] = { value: option.show ? option.show(value) : value, origin: said?.origin ?? 'default' };
    }
  }
  return {
    values: Object.freeze(values) as Readonly<V>,
    record,
    origin: (key) => origins.get(key) ?? null,
  };
}

/** Keys of a config file that are no option of any command are refused, with the nearest names. */
export function checkConfigKeys(config: Config, known: ReadonlySet<string>): void {
  for (const [name, { place }] of config.entries) {
    if (known.has(name)) continue;
    const near = didYouMean(name, [...known]);
    throw new Failure('config', `${place}: unknown option ${JSON.stringify(name)}`, {
      hint: near ?? 'run grpc-validate stream --help for the options there are',
    });
  }
}

interface Said {
  readonly texts: readonly string[] | boolean;
  readonly origin: string;
}

function lookUp(key: string, { flags, env, config }: Sources): Said | undefined {
  const flagged = flags.get(key);
  if (flagged !== undefined) return { texts: flagged, origin: `--${flagName(key)}` };
  const variable = env[envName(key)];
  if (variable !== undefined) return { texts: [variable], origin: envName(key) };
  const entry = config.entries.get(flagName(key)) ?? config.entries.get(key);
  return entry && { texts: entry.texts, origin: entry.place };
}

function read(key: string, option: Option<unknown>, texts: readonly string[] | boolean, origin: string): unknown {
  if (typeof texts === 'boolean') return texts;
  const parsed = texts.map((text) => {
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
