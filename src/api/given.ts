import { usage } from '../base/failure.ts';
import { didYouMean } from '../base/text.ts';
import type { OptionTable } from '../cli/option.ts';
import type { Flags } from '../cli/settings.ts';

/** The value of an option as a program gives it. */
export type Given = string | number | boolean | readonly string[];

/**
 * Options given to the function `name` of the library, as if they had been said on the command line.
 * @throws Failure `usage` for a key that is no option.
 */
export function givenFlags<V extends object>(
  table: OptionTable<V>,
  given: Readonly<Record<string, Given | undefined>>,
  name: string,
): Flags {
  const flags = new Map<string, boolean | readonly string[]>();
  for (const [key, value] of Object.entries(given)) {
    if (!(key in table)) {
      throw usage(`${name} has no option ${JSON.stringify(key)}`, didYouMean(key, Object.keys(table)));
    }
    if (value !== undefined) flags.set(key, said(value));
  }
  return flags;
}

function said(value: Given): boolean | readonly string[] {
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
}
