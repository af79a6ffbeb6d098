import type { Failure } from '../base/failure.ts';
import { usage } from '../base/failure.ts';
import type { OptionTable } from './option.ts';
import type { OutputValues } from './options/output.ts';
import type { Settings } from './settings.ts';
import { unsaid } from './settings.ts';

/** Two options, when they exclude each other, and how to say so. */
export interface Rivals<V> {
  readonly keys: readonly [keyof V & string, keyof V & string];
  readonly clash: (values: Readonly<V>) => boolean;
  readonly words: (values: Readonly<V>) => string;
}

type WithOutput = Pick<OutputValues, 'json' | 'output'>;

/**
 * Of two options that exclude each other the one said at the higher level wins (flag, environment, config file) and the
 * other counts as unsaid; so do `--json` and `--output`.
 * @throws Failure `usage` when they were said at the same level.
 */
export function settleRivals<V extends WithOutput>(
  table: OptionTable<V>,
  given: Settings<V>,
  rivals: readonly Rivals<V>[],
): Settings<V> {
  let settings = settleOutput(table, given);
  for (const { keys, clash, words } of rivals) {
    const { values, level } = settings;
    if (!clash(values)) continue;
    const [one, other] = keys;
    if (level(one) === level(other)) throw contradiction(words(values));
    settings = unsaid(table, settings, [level(one) < level(other) ? one : other]);
  }
  return settings;
}

/** Two options that may not both be said. */
export function both<V>(
  one: keyof V & string,
  other: keyof V & string,
  words: string = `--${one} and --${other}`,
): Rivals<V> {
  const isSaid = (value: unknown): boolean => value !== null && value !== false;
  return { keys: [one, other], clash: (values) => isSaid(values[one]) && isSaid(values[other]), words: () => words };
}

export function contradiction(words: string): Failure {
  return usage(`${words} contradict each other`, 'keep one of them');
}

/** `--json` is short for an output, so that any other output said beside it excludes it. */
function settleOutput<V extends WithOutput>(table: OptionTable<V>, settings: Settings<V>): Settings<V> {
  const { json, output } = settings.values;
  const [short, long] = [settings.level('json'), settings.level('output')];
  if (!json || output === 'json' || long === 0) return settings;
  if (short === long) throw contradiction(`--json and --output ${output}`);
  return unsaid(table, settings, [short < long ? 'json' : 'output']);
}
