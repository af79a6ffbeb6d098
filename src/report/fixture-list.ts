import type { FixtureCase } from '../base/fixtures-result.ts';
import { plural, printable } from '../base/text.ts';
import { styleOf, type RenderOptions, type Style } from './style.ts';
import { labelled } from './wrap.ts';

/** A fixture as it is listed. */
export interface ListedFixture extends FixtureCase {
  readonly skip: boolean;
  readonly skipReason: string | null;
}

/** Fixtures for people: each name, and below it where it is and the words that select it. */
export function renderFixtureList(fixtures: readonly ListedFixture[], options: RenderOptions): string {
  const style = styleOf(options);
  return [...fixtures.map((fixture) => entry(fixture, style)), '', plural(fixtures.length, 'fixture'), ''].join('\n');
}

function entry({ name, file, kind, category, tags, skip, skipReason, issues }: ListedFixture, style: Style): string {
  const words = [
    file,
    kind ?? 'cannot be run',
    ...(category === null ? [] : [`category ${category}`]),
    ...(tags.length === 0 ? [] : [`tags ${tags.join(' ')}`]),
    ...(skip ? [`skipped: ${skipReason ?? 'no reason given'}`] : []),
    ...(issues.some(({ level }) => level === 'error') ? ['has errors'] : []),
  ];
  return `${style.chalk.bold(printable(name, 200))}\n${labelled('', printable(words.join(', '), 1000), style.width, 2)}`;
}
