import type { Failure } from '../../base/failure.ts';
import { usage } from '../../base/failure.ts';
import type { StreamValues } from '../options/values.ts';
import { STREAM } from '../options/tables.ts';
import type { Settings } from '../settings.ts';
import { unsaid } from '../settings.ts';

type Key = keyof StreamValues;

/** Two options, when they exclude each other, and how to say so. */
interface Rivals {
  readonly keys: readonly [Key, Key];
  readonly clash: (values: StreamValues) => boolean;
  readonly words: (values: StreamValues) => string;
}

const RIVALS: readonly Rivals[] = [
  both('tls', 'plaintext'),
  both('live', 'ended'),
  both('description', 'focusServer', '--description and --focus-server'),
  both('configure', 'job'),
  above('frames', 'maxFrames', '--max-frames'),
  above('minFrames', 'maxFrames', '--max-frames'),
  above('minFrames', 'frames', '--frames'),
  {
    keys: ['sensors', 'sensorIds'],
    clash: ({ sensors, sensorIds }) => sensors !== null && sensorIds !== null && idCount(sensorIds) !== sensors,
    words: ({ sensors, sensorIds }) => `--sensors ${sensors} and --sensor-ids (${sensorIds && idCount(sensorIds)} ids)`,
  },
];

/**
 * Of two options that exclude each other the one said at the higher level wins (flag, environment, config file) and the
 * other counts as unsaid.
 * @throws Failure `usage` when they were said at the same level.
 */
export function settleContradictions(given: Settings<StreamValues>): Settings<StreamValues> {
  let settings = settleOutput(given);
  for (const { keys, clash, words } of RIVALS) {
    const { values, level } = settings;
    if (!clash(values)) continue;
    const [one, other] = keys;
    if (level(one) === level(other)) throw contradiction(words(values));
    settings = unsaid(STREAM, settings, [level(one) < level(other) ? one : other]);
  }
  return settings;
}

/** @throws Failure `usage` for values that exclude each other, wherever they were said. */
export function checkContradictions(values: StreamValues): void {
  const { json, output } = values;
  if (json && output !== 'table' && output !== 'json') throw contradiction(`--json and --output ${output}`);
  for (const { clash, words } of RIVALS) if (clash(values)) throw contradiction(words(values));
}

/** `--json` is short for an output, so that any other output said beside it excludes it. */
function settleOutput(settings: Settings<StreamValues>): Settings<StreamValues> {
  const { json, output } = settings.values;
  const [short, long] = [settings.level('json'), settings.level('output')];
  if (!json || output === 'json' || long === 0) return settings;
  if (short === long) throw contradiction(`--json and --output ${output}`);
  return unsaid(STREAM, settings, [short < long ? 'json' : 'output']);
}

function contradiction(words: string): Failure {
  return usage(`${words} contradict each other`, 'keep one of them');
}

function both(one: Key, other: Key, words: string = `--${one} and --${other}`): Rivals {
  const isSaid = (value: unknown): boolean => value !== null && value !== false;
  return { keys: [one, other], clash: (values) => isSaid(values[one]) && isSaid(values[other]), words: () => words };
}

function above(one: 'frames' | 'minFrames', cap: 'maxFrames' | 'frames', name: string): Rivals {
  const flag = one === 'frames' ? '--frames' : '--min-frames';
  return {
    keys: [one, cap],
    clash: (values) => (values[one] ?? 0) > (values[cap] ?? Infinity),
    words: (values) => `${flag} ${values[one]} and ${name} ${values[cap]}`,
  };
}

function idCount({ min, max }: { readonly min: number; readonly max: number }): number {
  return max - min + 1;
}
