import { describe, expect, it } from 'vitest';
import { chooseTargets } from '../../../src/cli/commands/fixtures-targets.ts';
import { FIXTURES_RUN } from '../../../src/cli/options/fixtures.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

const choose = (
  argument: string | undefined,
  said: Parameters<typeof settingsOf<never>>[1] | object = {},
  env: Record<string, string> = {},
) => chooseTargets(argument, settingsOf(FIXTURES_RUN, said as never), { env }, NO_CONFIG);

describe('chooseTargets', () => {
  it('takes the argument, then every --target', () => {
    expect(choose('a:1')).toEqual([{ embedded: false, text: 'a:1', origin: 'argument' }]);
    expect(choose('a:1', { target: ['b:2', 'c:3'] }).map((each) => !each.embedded && each.text)).toEqual([
      'a:1',
      'b:2',
      'c:3',
    ]);
    expect(choose(undefined, { target: ['b:2'] })).toEqual([{ embedded: false, text: 'b:2', origin: '--target' }]);
  });

  it('falls back to the environment, then to the embedded server', () => {
    expect(choose(undefined, {}, { GRPC_VALIDATE_TARGET: 'e:1' })).toMatchObject([{ text: 'e:1' }]);
    expect(choose(undefined)).toEqual([{ embedded: true, origin: 'default' }]);
    expect(() => choose(undefined, {}, { CI: '1' })).toThrow(/CI is set/);
    expect(choose(undefined, { embedded: true }, { CI: '1' })).toEqual([{ embedded: true, origin: '--embedded' }]);
  });

  it('settles targets and --embedded by who said what', () => {
    expect(() => choose(undefined, { target: ['a:1'], embedded: true })).toThrow(
      /both a target \(--target\) and --embedded/,
    );
    const listed = settle(FIXTURES_RUN, {
      flags: new Map([['embedded', true]]),
      env: { GRPC_VALIDATE_TARGETS: 'a:1,b:2' },
      config: NO_CONFIG,
    });
    expect(chooseTargets(undefined, listed, { env: {} }, NO_CONFIG)).toEqual([
      { embedded: true, origin: '--embedded' },
    ]);
    const env = settle(FIXTURES_RUN, {
      flags: new Map(),
      env: { GRPC_VALIDATE_TARGETS: 'a:1,b:2' },
      config: NO_CONFIG,
    });
    expect(chooseTargets(undefined, env, { env: {} }, NO_CONFIG)).toHaveLength(2);
    expect(chooseTargets('c:3', env, { env: {} }, NO_CONFIG)).toHaveLength(1);
  });

  it('refuses what is empty', () => {
    expect(() => choose('')).toThrow(/the target given as an argument is empty/);
    expect(() => choose('', { target: ['a:1'] })).toThrow(/one of the targets is empty/);
    expect(() => choose(undefined, { target: [''] })).toThrow(/--target takes/);
  });
});
