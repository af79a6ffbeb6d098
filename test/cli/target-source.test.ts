import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import type { Config } from '../../src/cli/config-file.ts';
import { chooseTarget, requireTarget, whyEmbedded } from '../../src/cli/target-source.ts';
import { testIo } from '../support/io.ts';

const none: Config = { path: null, entries: new Map() };
const file = (text: string): Config => ({ path: 'c', entries: new Map([['target', { texts: [text], place: 'c:1' }]]) });

const no = { said: false, level: 0 } as const;
const flag = { said: true, level: 3 } as const;

describe('chooseTarget', () => {
  it('takes the argument before the variable before the file', () => {
    const io = testIo({ env: { GRPC_VALIDATE_TARGET: 'b:2' } });
    expect(chooseTarget('a:1', no, io, file('c:3'))).toEqual({ embedded: false, text: 'a:1', origin: 'argument' });
    expect(chooseTarget(undefined, no, io, file('c:3'))).toMatchObject({
      text: 'b:2',
      origin: 'GRPC_VALIDATE_TARGET',
    });
    expect(chooseTarget(undefined, no, testIo(), file('c:3'))).toMatchObject({ text: 'c:3', origin: 'c:1' });
  });

  it('falls back to the simulator, but not where a pipeline runs', () => {
    expect(chooseTarget(undefined, no, testIo(), none)).toEqual({ embedded: true, origin: 'default' });
    const pipeline = testIo({ env: { CI: 'true' } });
    expect(() => chooseTarget(undefined, no, pipeline, none)).toThrow(/CI is set/);
    expect(chooseTarget(undefined, flag, pipeline, none)).toEqual({ embedded: true, origin: '--embedded' });
  });

  it('names a Focus Server among the ways to give a target where the command has one', () => {
    const pipeline = testIo({ env: { CI: 'true' } });
    const hint = (described?: null): string => {
      try {
        chooseTarget(undefined, no, pipeline, none, described);
      } catch (thrown) {
        return Failure.from(thrown).hint ?? '';
      }
      return '';
    };
    expect(hint(null)).toMatch(/config file or through a Focus Server \(--focus-server\), or say --embedded/);
    expect(hint()).toMatch(/or as "target" in the config file, or say --embedded/);
  });

  it('never takes an empty target for none', () => {
    expect(() => chooseTarget('', no, testIo(), none)).toThrow(/empty/);
    expect(() => chooseTarget(' ', flag, testIo(), none)).toThrow(/empty/);
    expect(() => chooseTarget(undefined, no, testIo({ env: { GRPC_VALIDATE_TARGET: '' } }), none)).toThrow(
      /GRPC_VALIDATE_TARGET is empty/,
    );
  });

  it('refuses a target beside --embedded', () => {
    expect(() => chooseTarget('a:1', flag, testIo(), none)).toThrow(/both a target/);
    const io = testIo({ env: { GRPC_VALIDATE_TARGET: 'b:2' } });
    expect(() => chooseTarget(undefined, { said: true, level: 2 }, io, none)).toThrow(/both a target/);
  });

  it('lets the higher level win, a target or --embedded', () => {
    const io = testIo({ env: { GRPC_VALIDATE_TARGET: 'b:2' } });
    expect(chooseTarget(undefined, flag, io, file('c:3'))).toEqual({ embedded: true, origin: '--embedded' });
    expect(chooseTarget('a:1', { said: true, level: 2 }, testIo(), none)).toMatchObject({ text: 'a:1' });
    expect(chooseTarget(undefined, { said: true, level: 1 }, io, none)).toMatchObject({ text: 'b:2' });
  });

  it('names an empty argument as what it is', () => {
    expect(() => chooseTarget('', no, testIo(), none)).toThrow(/^the target given as an argument is empty$/);
  });
});

describe('whyEmbedded', () => {
  it('says that there was no target, or who asked for the simulator', () => {
    expect(whyEmbedded({ embedded: true, origin: 'default' })).toBe('no target was given');
    expect(whyEmbedded({ embedded: true, origin: '--embedded' })).toBe('--embedded');
  });
});

describe('requireTarget', () => {
  it('takes a target somebody gave, by precedence', () => {
    const io = testIo({ env: { GRPC_VALIDATE_TARGET: 'b:2' } });
    expect(requireTarget('a:1', io, file('c:3'))).toEqual({ text: 'a:1', origin: 'argument' });
    expect(requireTarget(undefined, io, file('c:3'))).toEqual({ text: 'b:2', origin: 'GRPC_VALIDATE_TARGET' });
    expect(requireTarget(undefined, testIo(), file('c:3'))).toEqual({ text: 'c:3', origin: 'c:1' });
  });

  it('never falls back to a simulator', () => {
    expect(() => requireTarget(undefined, testIo(), none)).toThrow('no target was given');
    expect(() => requireTarget(' ', testIo(), none)).toThrow('the target given as an argument is empty');
    expect(() => requireTarget(undefined, testIo({ env: { GRPC_VALIDATE_TARGET: '' } }), none)).toThrow('is empty');
  });
});
