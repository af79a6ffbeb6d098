import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../src/base/secrets.ts';
import { planFixtureCoverage, refuseBoth, splitReports } from '../../../src/cli/commands/fixtures-coverage-plan.ts';
import { FIXTURES_COVERAGE } from '../../../src/cli/options/fixtures.ts';
import { settle } from '../../../src/cli/settings.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { hostOf } from '../../support/fixture-run.ts';
import { standardJson } from '../../support/fixture-texts.ts';

const NO_CONFIG = { path: null, entries: new Map() };

function settings(flags: Record<string, readonly string[] | boolean> = {}, env: Record<string, string> = {}) {
  return settle(FIXTURES_COVERAGE, { flags: new Map(Object.entries(flags)), env, config: NO_CONFIG });
}

function plan(
  argument?: string,
  flags: Record<string, readonly string[] | boolean> = {},
  env: Record<string, string> = {},
) {
  const cwd = fixtureFolder({ 'fx/a.json': standardJson() });
  return planFixtureCoverage(argument, settings({ dir: ['fx'], ...flags }), NO_CONFIG, {
    cwd,
    env,
    secrets: new Secrets(),
  });
}

describe('splitReports', () => {
  it('writes what names a format and reads the rest', () => {
    expect(splitReports(['lcov.info', 'junit=a.xml', './junit=a.xml', 'junti=a.xml', 'json='])).toEqual({
      read: ['lcov.info', './junit=a.xml', 'junti=a.xml', 'json='],
      written: ['junit=a.xml'],
    });
  });
});

describe('refuseBoth', () => {
  it.each([
    ['--dir', undefined, settings({ dir: ['x'] })],
    ['--proto', undefined, settings({ proto: ['x'] })],
    ['the target a:1', 'a:1', settings()],
  ])('refuses %s beside reports', (words, target, said) =>
    expect(() => refuseBoth(target, said)).toThrow(`${words} is about fixtures`),
  );

  it('lets be what only the environment says', () =>
    expect(() => refuseBoth(undefined, settings({}, { GRPC_VALIDATE_FIXTURE_DIR: 'x' }))).not.toThrow());
});

describe('planFixtureCoverage', () => {
  it('takes the methods of the fixtures where nothing else is named', async () => {
    await expect(plan().source(hostOf())).resolves.toMatchObject({
      origin: 'the fixtures themselves',
      methods: [{ path: 'demo.v1.Counter/Count', kind: 'bidi-stream' }],
    });
  });

  it('takes a .proto before a server, and says so', async () => {
    const proto = ['protos/datastream.proto'];
    const { source, notes } = plan('das:1', { proto });
    expect((await source(hostOf())).methods.map(({ path }) => path)).toEqual([
      'datastream.DataStreamService/StreamSpectrograms',
      'datastream.DataStreamService/CheckHealth',
    ]);
    expect(notes).toEqual(['the schema comes from protos/datastream.proto, and no server is asked']);
    expect(plan(undefined, { proto }, { GRPC_VALIDATE_TARGET: 'das:1' }).notes).toEqual([]);
  });

  it.each([
    ['', {}, 'is empty'],
    ['a b', {}, 'a b'],
    ['das:1', { metadata: ['x'] }, '--metadata'],
    ['das:1', { label: ['x'] }, '--label'],
    ['das:1', { proto: ['none.proto'] }, 'none.proto'],
    ['das:1', { dir: ['none'] }, 'there is no folder'],
  ])('refuses the target %j with %j', (target, flags, words) => expect(() => plan(target, flags)).toThrow(words));
});
