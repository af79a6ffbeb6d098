import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { loadFixtures } from '../../fixture/load.ts';
import { selectFixtures } from '../../fixture/select.ts';
import type { FixtureSet } from '../../run/fixtures/validate.ts';
import type { FixtureValues } from '../options/fixtures.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';

/** The package's own fixtures, from src/cli/commands and from dist/cli/commands alike. */
const OWN = fileURLToPath(new URL('../../../test/fixtures', import.meta.url));

/**
 * Reads the fixtures a command is about. `cwd`: the folder that `--dir` is relative to.
 * @throws Failure `file` or `config` for a folder without fixtures, `usage` for a selection that fits none.
 */
export function readFixtureSet(settings: Settings<FixtureValues>, cwd: string): FixtureSet {
  const { dir, tag, category, name, kind } = settings.values;
  const loaded = told(toldBy(settings, 'dir'), () => loadFixtures(dir === null ? OWN : resolve(cwd, dir)));
  const selected = selectFixtures(loaded, { tags: tag, categories: category, names: name, kinds: kind });
  return { dir: dir ?? OWN, loaded, selected };
}
