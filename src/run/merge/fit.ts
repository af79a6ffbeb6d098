import { usage } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import { printable } from '../../base/text.ts';

/** A result document, and the file it was read from. */
export interface NamedResult {
  readonly file: string;
  readonly result: RunResult;
}

/** Options that say how much is asked for, how it is spread, and how it is judged. */
export const LOAD_OPTIONS = [
  'stream-id',
  'layout',
  'frames',
  'calls',
  'data',
  'repeat-data',
  'ping-pong',
  'compression',
  'duration',
  'streams',
  'connections',
  'workers',
  'ramp-up',
  'stream-rate',
  'warmup',
  'repeat',
  'live',
  'window-size',
] as const;
export const CHECK_OPTIONS = ['checks', 'severity', 'tolerate', 'settle', 'quiet-sensors', 'expect-status'] as const;

/** What two documents have to agree in, in words; null where one cannot tell. */
type Aspect = readonly [name: string, read: (result: RunResult) => string | null];

const ASPECTS: readonly Aspect[] = [
  ['the command', ({ command }) => command],
  ['the method', ({ call }) => call?.method ?? null],
  ...['job', ...LOAD_OPTIONS, ...CHECK_OPTIONS, 'fail-on'].map(option),
  ['the target', ({ target }) => target && (target.embedded ? 'the embedded simulator' : target.address)],
  ['the security', ({ target }) => target?.security ?? null],
  ['the layout', ({ layout }) => layout && `${layout.name}, ${layout.element}, ${layout.axes}`],
];

const THRESHOLDS: Aspect = [
  '--slo',
  ({ slo }) => (slo.length === 0 ? null : slo.map(({ expression }) => expression).join(', ')),
];

/**
 * Sees to it that runs may be merged: their numbers mean the same. `judgedAnew`: their thresholds are of no account.
 * @throws Failure `usage`, naming what differs and where.
 */
export function refuseMisfits(named: readonly NamedResult[], judgedAnew: boolean): void {
  for (const aspect of [...ASPECTS, ...(judgedAnew ? [] : [THRESHOLDS])]) {
    const differing = firstDifference(named, aspect);
    if (differing !== null) throw usage(`cannot merge: ${differing}`, hintFor(aspect));
  }
}

/** `--frames is 100 in a.json and 200 in b.json`; null where all agree. */
function firstDifference(named: readonly NamedResult[], [name, read]: Aspect): string | null {
  const told = named.flatMap(({ file, result }) => {
    const value = read(result);
    return value === null ? [] : [{ file, value }];
  });
  const [first] = told;
  const other = told.find(({ value }) => value !== first?.value);
  if (first === undefined || other === undefined) return null;
  const words = ({ file, value }: typeof first): string => `${printable(value, 200)} in ${printable(file)}`;
  return `${name} is ${words(first)} and ${words(other)}`;
}

function hintFor(aspect: Aspect): string {
  return aspect === THRESHOLDS
    ? "judge them all alike: --slo 'none, gap-p95<1s'"
    : 'only runs of one bench merge: the same job, layout, checks and load';
}

function option(name: string): Aspect {
  return [`--${name}`, (result) => optionWords(result, name)];
}

/** The value of an option as text; null in a document that does not have it. */
export function optionWords({ settings }: RunResult, name: string): string | null {
  const setting = settings[name];
  if (setting === undefined) return null;
  const { value } = setting;
  return typeof value === 'string' ? value : value === null ? 'not given' : JSON.stringify(value);
}
