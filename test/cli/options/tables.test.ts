import { describe, expect, it } from 'vitest';
import type { Option } from '../../../src/cli/option.ts';
import { flagName } from '../../../src/cli/option.ts';
import { CONFIG_KEYS, CONNECT, SERVE_ALL, STREAM } from '../../../src/cli/options/tables.ts';

describe('the option tables', () => {
  it.each([
    ['connect', CONNECT],
    ['stream', STREAM],
    ['serve spectrogram', SERVE_ALL],
  ])('of %s give every option a help, and no name twice', (_, table) => {
    const options = Object.entries(table) as [string, Option<unknown>][];
    expect(options.filter(([, { help, takes }]) => help === '' || takes === '')).toEqual([]);
    const names = options.flatMap(([key, { short, aliases = [] }]) => [
      flagName(key),
      ...(short ? [short] : []),
      ...aliases,
    ]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('let a config file use every option in both spellings, and the target', () => {
    expect(['target', 'max-frames', 'maxFrames', 'port', 'service'].every((name) => CONFIG_KEYS.has(name))).toBe(true);
  });
});
