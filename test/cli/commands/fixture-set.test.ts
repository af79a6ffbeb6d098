import { dirname, basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFixtureSet } from '../../../src/cli/commands/fixture-set.ts';
import { FIXTURES } from '../../../src/cli/options/fixtures.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { settingsOf } from '../../support/settings.ts';

describe('readFixtureSet', () => {
  it('reads a folder relative to where the command runs, and selects', () => {
    const dir = fixtureFolder({ 'a.json': standardJson(), 'b.json': standardJson((json) => (json.name = 'other')) });
    const set = readFixtureSet(settingsOf(FIXTURES, { dir: basename(dir), name: ['other'] }), dirname(dir));
    expect(set).toMatchObject({ dir: basename(dir), loaded: [{}, {}], selected: [{ file: 'b.json' }] });
  });

  it('has a set of its own', () => {
    const set = readFixtureSet(settingsOf(FIXTURES), '/');
    expect(set.dir).toMatch(/test\/fixtures$/);
    expect(set.selected.length).toBeGreaterThan(0);
    expect(set.selected.flatMap(({ issues }) => issues.filter(({ level }) => level === 'error'))).toEqual([]);
  });

  it('names the option for a folder that is not there', () => {
    expect(() => readFixtureSet(settingsOf(FIXTURES, { dir: 'gone' }), '/no')).toThrow(
      /^--dir: there is no folder \/no\/gone$/,
    );
  });
});
