import { describe, expect, it } from 'vitest';
import { prepareFixtureRun } from '../../../src/cli/commands/fixtures-run-plan.ts';
import { FIXTURES_RUN } from '../../../src/cli/options/fixtures.ts';
import { fixtureFolder } from '../../support/fixture-folder.ts';
import { standardJson } from '../../support/fixture-texts.ts';
import { testIo } from '../../support/io.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

function prepare(
  argument: string | undefined,
  said: Record<string, string | boolean | string[]> = {},
  files: Record<string, unknown> = {},
) {
  const cwd = fixtureFolder({ 'f/a.json': standardJson(), ...files });
  return prepareFixtureRun(argument, settingsOf(FIXTURES_RUN, { dir: 'f', ...said }), NO_CONFIG, {
    ...testIo({ cwd }),
    env: {},
  });
}

describe('prepareFixtureRun', () => {
  it('plans a run against a server', () => {
    const { plan, embedded } = prepare('das:50051', {
      metadata: ['x-a: 1'],
      jobs: '4',
      repeat: '2',
      label: ['build=7'],
    });
    expect(embedded).toBeNull();
    expect(plan(null)).toMatchObject({
      command: 'fixtures run',
      labels: { build: '7' },
      metadata: [['x-a', '1']],
      jobs: 4,
      repeat: 2,
      notes: [],
      targets: [{ embedded: false, reach: { security: 'tls', streams: 4, target: { address: 'das:50051' } } }],
    });
  });

  it('plans a run against the embedded server, whose address comes later', () => {
    const { plan, embedded } = prepare(undefined, {});
    expect(embedded?.dir).toMatch(/\/f$/);
    expect(plan('127.0.0.1:7').targets).toMatchObject([
      { embedded: true, reach: { target: { address: '127.0.0.1:7' } } },
    ]);
    expect(plan(null).notes).toEqual(['no target was given: running against the embedded fixture server']);
  });

  it('plans one run of several servers', () => {
    expect(
      prepare('a:1', { target: ['b:2'], plaintext: true })
        .plan(null)
        .targets.map(({ reach }) => reach.target.address),
    ).toEqual(['a:1', 'b:2']);
  });

  it('reads the list of what is known to fail', () => {
    const { plan } = prepare('a:1', { knownFailing: 'list.txt', skipVerify: true }, { 'list.txt': 'count\n' });
    expect([...plan(null).knownFailing]).toEqual([['a.json', 'list.txt:1']]);
    expect(plan(null).notes).toEqual(['server certificates are not checked (--skip-verify)']);
  });

  it.each([
    ['a:1', { knownFailing: 'gone.txt' }, /cannot read .*gone\.txt/],
    ['a:1', { knownFailing: 'list.txt' }, /list\.txt:1: there is no fixture nobody/],
    ['a:1', { tls: true, plaintext: true }, /--tls and --plaintext contradict/],
    ['a:1', { mutate: true, knownFailing: 'list.txt' }, /--mutate and --known-failing contradict/],
    [undefined, { tls: true }, /--tls is for TLS/],
    ['a:99999', {}, /port/],
    ['a:1', { name: ['nobody'] }, /fits no fixture/],
    ['a:1', { metadata: ['nonsense'] }, /no metadata/],
  ])('refuses %s with %j', (target, said, words) => {
    expect(() => prepare(target, said as Record<string, string>, { 'list.txt': 'nobody' })).toThrow(words);
  });
});
