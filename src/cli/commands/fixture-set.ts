import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { loadFixtures } from '../../fixture/load.ts';
import type { LoadedFixture } from '../../fixture/loaded.ts';
import { selectFixtures } from '../../fixture/select.ts';
import type { FixtureSet } from '../../run/fixtures/validate.ts';
import { secretsOfHeader } from '../../wire/header.ts';
import type { Io } from '../io.ts';
import type { FixtureValues } from '../options/fixtures.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';

/** The package's own fixtures, from src/cli/commands and from dist/cli/commands alike. */
const OWN = fileURLToPath(new URL('../../../test/fixtures', import.meta.url));

/** A token of a fixture is test data as a rule, and shorter ones are words that names and messages are made of. */
const SHORTEST_TOKEN = 12;

/**
 * Reads the fixtures a command is about; `--dir` is relative to where it runs. Tokens in their metadata are secrets from
 * then on.
 * @throws Failure `file` or `config` for a folder without fixtures, `usage` for a selection that fits none.
 */
export function readFixtureSet(
  settings: Settings<FixtureValues>,
  { cwd, secrets }: Pick<Io, 'cwd' | 'secrets'>,
): FixtureSet {
  const { dir, tag, category, name, kind } = settings.values;
  const loaded = told(toldBy(settings, 'dir'), () => loadFixtures(dir === null ? OWN : resolve(cwd, dir)));
  for (const secret of loaded.flatMap(secretsOf)) secrets.add(secret);
  const selected = selectFixtures(loaded, { tags: tag, categories: category, names: name, kinds: kind });
  return { dir: dir ?? OWN, loaded, selected };
}

function secretsOf({ fixture }: LoadedFixture): string[] {
  if (fixture === null) return [];
  const { request, expected } = fixture;
  return [...request.metadata, ...expected.headers, ...expected.metadata, ...expected.trailers]
    .flatMap(({ key, values }) => values.flatMap((value) => secretsOfHeader(`${key}: ${value}`, {})))
    .filter((secret) => secret.length >= SHORTEST_TOKEN);
}
