import { Failure } from '../base/failure.ts';
import { flagName } from './option.ts';
import type { Settings } from './settings.ts';

/** An option that was said: its flag and where it was said, `--flag`, a variable, a file and line; null by default. */
export interface Told {
  readonly flag: string;
  readonly origin: string | null;
}

/** Who said the option `key`. */
export function toldBy<V>({ origin }: Pick<Settings<V>, 'origin'>, key: keyof V & string): Told {
  return { flag: `--${flagName(key)}`, origin: origin(key) };
}

/** Reads further, now or in a promise, what an option said; a Failure then names the variable or the line it stands on, or else the flag. */
export function told<T>({ flag, origin }: Told, read: () => T): T {
  try {
    const value = read();
    if (!(value instanceof Promise)) return value;
    return value.catch((thrown: unknown) => {
      throw named(thrown, flag, origin);
    }) as T;
  } catch (thrown) {
    throw named(thrown, flag, origin);
  }
}

function named(thrown: unknown, flag: string, origin: string | null): unknown {
  if (!(thrown instanceof Failure) || thrown.exitCode !== 2 || origin === null) return thrown;
  const place = origin.startsWith('--') ? flag : origin;
  if (thrown.message.includes(place)) return thrown;
  const hint = thrown.hint === null ? {} : { hint: thrown.hint };
  return new Failure(thrown.code, `${place}: ${thrown.message}`, { ...hint, cause: thrown });
}
