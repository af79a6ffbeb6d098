import { safeJson } from '../../base/text.ts';
import { renderFixtureList } from '../../report/fixture-list.ts';
import { casePart } from '../../run/fixtures/case-part.ts';
import type { Io } from '../io.ts';
import type { FixturesListValues } from '../options/fixtures.ts';
import type { Settings } from '../settings.ts';
import { layoutWidth, useColour } from '../terminal.ts';
import { readFixtureSet } from './fixture-set.ts';

/** `grpc-validate fixtures list`: exit code. */
export async function fixturesList(settings: Settings<FixturesListValues>, io: Io): Promise<number> {
  const { dir, loaded, selected } = readFixtureSet(settings, io);
  const fixtures = selected.map((each) => ({
    ...casePart(each),
    skip: each.fixture?.skip ?? false,
    skipReason: each.fixture?.skipReason ?? null,
  }));
  const text = settings.values.json
    ? `${safeJson({ dir, files: loaded.length, fixtures }, 2)}\n`
    : renderFixtureList(fixtures, { colour: useColour(io.stdout, io.env), width: layoutWidth(io.stdout) });
  await io.stdout.write(text);
  return 0;
}
