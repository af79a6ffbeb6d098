import type { Range } from '../base/units.ts';
import { parseDuration, parseRange, parseSize } from '../base/units.ts';
import type { Option } from './option.ts';

type More<T> = Partial<Omit<Option<T>, 'fallback' | 'help' | 'parse' | 'takes'>>;

/** A switch, off unless given. */
export function flag(help: string, more: More<boolean> = {}): Option<boolean> {
  return { ...more, help, fallback: false, takes: 'true or false', parse: parseSwitch };
}

/** A switch that is on unless `--no-NAME` is given. */
export function onByDefault(help: string): Option<boolean> {
  return { help, negated: true, fallback: true, takes: 'true or false', parse: parseSwitch };
}

/** Any text but the empty one. */
export function text<T extends string | null>(
  argument: string,
  fallback: T,
  help: string,
  more: More<T> = {},
): Option<T> {
  return { argument, ...more, help, fallback, takes: 'a text that is not empty', parse: (value) => value || undefined };
}

export function texts(argument: string, help: string, more: More<readonly string[]> = {}): Option<readonly string[]> {
  const one = text(argument, null, help);
  return { ...more, argument, repeat: true, help, fallback: [], takes: one.takes, parse: one.parse };
}

/** Milliseconds. */
export function time<T extends number | null>(fallback: T, help: string, more: More<T> = {}): Option<T> {
  return {
    argument: '<time>',
    ...more,
    help,
    fallback,
    takes: 'a time such as 10s, 250ms or 2m',
    parse: (value) => (parseDuration(value) === 0 ? undefined : parseDuration(value)),
  };
}

/** Bytes. */
export function size<T extends number | null>(fallback: T, help: string, more: More<T> = {}): Option<T> {
  return {
    argument: '<size>',
    ...more,
    help,
    fallback,
    takes: 'a size such as 4MiB or 65535',
    parse: (value) => parseSize(value) || undefined,
  };
}

/** A whole number of at least `least` and at most `most`. */
export function count<T extends number | null>(
  fallback: T,
  help: string,
  least = 1,
  most: number = Number.MAX_SAFE_INTEGER,
  more: More<T> = {},
): Option<T> {
  const takes = most < Number.MAX_SAFE_INTEGER ? `${least} to ${most}` : `${least} or more`;
  return {
    argument: '<n>',
    ...more,
    help,
    fallback,
    takes: `a whole number, ${takes}`,
    parse: (value) => {
      const number = /^[+-]?\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
      return number >= least && number <= most ? number : undefined;
    },
  };
}

/** A finite number above zero. */
export function positive<T extends number | null>(fallback: T, help: string, more: More<T> = {}): Option<T> {
  return {
    argument: '<n>',
    ...more,
    help,
    fallback,
    takes: 'a number above 0',
    parse: (value) =>
      value.trim() !== '' && Number(value) > 0 && Number.isFinite(Number(value)) ? Number(value) : undefined,
  };
}

/** A finite number of either sign. */
export function number<T extends number | null>(fallback: T, help: string, more: More<T> = {}): Option<T> {
  return {
    argument: '<n>',
    ...more,
    help,
    fallback,
    takes: 'a number',
    parse: (value) => (value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined),
  };
}

export function range(help: string, takes: string, legal: (range: Range) => boolean): Option<Range | null> {
  return {
    argument: '<min..max>',
    help,
    fallback: null,
    takes,
    parse: (value) => {
      const parsed = parseRange(value);
      return parsed && legal(parsed) ? parsed : undefined;
    },
    show: (value) => value && showRange(value),
  };
}

export function choice<const C extends string, T extends C | null>(
  choices: readonly C[],
  fallback: T,
  help: string,
  more: More<C | T> = {},
): Option<C | T> {
  return {
    argument: `<${choices.length > 4 ? 'name' : choices.join('|')}>`,
    ...more,
    help,
    fallback,
    takes: `one of ${choices.join(', ')}`,
    parse: (value) => choices.find((name) => name === value.trim()),
  };
}

/** `1..50`, open ends left empty. */
export function showRange({ min, max }: Range): string {
  return `${min === -Infinity ? '' : min}..${max === Infinity ? '' : max}`;
}

function parseSwitch(value: string): boolean | undefined {
  const known: Record<string, boolean> = {
    true: true,
    '1': true,
    yes: true,
    on: true,
    false: false,
    '0': false,
    no: false,
    off: false,
  };
  return known[value.trim().toLowerCase()];
}
