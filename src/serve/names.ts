import { usage } from '../base/failure.ts';
import { didYouMean, printable } from '../base/text.ts';

/** The known names of a comma-separated list or a list of names; throws a usage Failure naming the nearest for an unknown one. */
export function parseNames<T extends string>(
  given: string | readonly string[],
  known: readonly T[],
  noun: string,
): ReadonlySet<T> {
  const names = (typeof given === 'string' ? given.split(',') : given).map((name) => name.trim());
  return new Set(names.filter((name) => name !== '').map((name) => oneName(name, known, noun)));
}

function oneName<T extends string>(name: string, known: readonly T[], noun: string): T {
  const found = known.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  throw usage(`there is no ${noun} ${printable(name)}`, didYouMean(name, known) ?? `${noun}s: ${known.join(', ')}`);
}
