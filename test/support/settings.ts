import type { Config } from '../../src/cli/config-file.ts';
import type { OptionTable } from '../../src/cli/option.ts';
import type { Settings } from '../../src/cli/settings.ts';
import { settle } from '../../src/cli/settings.ts';

export const NO_CONFIG: Config = { path: null, entries: new Map() };

/** Settings as the command line would make them: `{ maxFrames: '5', quiet: true, slo: ['a', 'b'] }`. */
export function settingsOf<V extends object>(
  table: OptionTable<V>,
  said: Partial<Record<keyof V & string, string | boolean | readonly string[]>> = {},
): Settings<V> {
  const flags = new Map(
    Object.entries(said).map(([key, value]) => [
      key,
      typeof value === 'string' ? [value] : (value as boolean | readonly string[]),
    ]),
  );
  return settle(table, { flags, env: {}, config: NO_CONFIG });
}
