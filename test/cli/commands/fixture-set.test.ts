import { dirname, basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../src/base/secrets.ts';
import { readFixtureSet } from '../../../src/cli/commands/fixture-set.ts';
import { FIXTURES } from '../../../src/cli/options/fixtures.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { settingsOf } from '../../support/settings.ts';

describe('readFixtureSet', () => {
  it('reads a folder relative to where the command runs, and selects', () => {
    const dir = fixtureFolder({ 'a.json': standardJson(), 'b.json': standardJson((json) => (json.name = 'other')) });
    const set = readFixtureSet(settingsOf(FIXTURES, { dir: basename(dir), name: ['other'] }), {
      cwd: dirname(dir),
      secrets: new Secrets(),
    });
    expect(set).toMatchObject({ dir: basename(dir), loaded: [{}, {}], selected: [{ file: 'b.json' }] });
  });

  it('has a set of its own', () => {
    const set = readFixtureSet(settingsOf(FIXTURES), { cwd: '/', secrets: new Secrets() });
    expect(set.dir).toMatch(/test\/fixtures$/);
    expect(set.selected.length).toBeGreaterThan(0);
    expect(set.selected.flatMap(({ issues }) => issues.filter(({ level }) => level === 'error'))).toEqual([]);
  });

  it('makes secrets of the tokens of fixtures, and of no words', () => {
    const dir = fixtureFolder({
      'a.json': standardJson((json) => {
        json.request.metadata = {
          authorization: 'Bearer not-a-real-token',
          'x-token': 'invalid',
          'x-plain': 'in plain sight',
        };
        json.expected_response.headers = { 'set-cookie': 'session=0123456789abc' };
      }),
    });
    const secrets = new Secrets();
    readFixtureSet(settingsOf(FIXTURES, { dir }), { cwd: '/', secrets });
    expect(secrets.redact('not-a-real-token 0123456789abc, invalid, in plain sight')).toBe(
      '(hidden) (hidden), invalid, in plain sight',
    );
  });

  it('names the option for a folder that is not there', () => {
    expect(() => readFixtureSet(settingsOf(FIXTURES, { dir: 'gone' }), { cwd: '/no', secrets: new Secrets() })).toThrow(
      /^--dir: there is no folder \/no\/gone$/,
    );
  });
});
