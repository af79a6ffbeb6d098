import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/cli/config-file.ts';
import { chooseTarget } from '../../src/cli/target-source.ts';
import { testIo } from '../support/io.ts';

const none: Config = { path: null, entries: new Map() };
const file = (text: string): Config => ({ path: 'c', entries: new Map([['target', { texts: [text], place: 'c:1' }]]) });

describe('chooseTarget', () => {
  it('takes the argument before the variable before the file', () => {
    const io = testIo({ env: { GRPC_VALIDATE_TARGET: 'b:2' } });
    expect(chooseTarget('a:1', false, io, file('c:3'))).toEqual({ embedded: false, text: 'a:1', origin: 'argument' });
    expect(chooseTarget(undefined, false, io, file('c:3'))).toMatchObject({
      text: 'b:2',
      origin: 'GRPC_VALIDATE_TARGET',
    });
    expect(chooseTarget(undefined, false, testIo(), file('c:3'))).toMatchObject({ text: 'c:3', origin: 'c:1' });
  });

  it('falls back to the simulator, but not where a pipeline runs', () => {
    expect(chooseTarget(undefined, false, testIo(), none)).toEqual({ embedded: true, origin: 'default' });
    const pipeline = testIo({ env: { CI: 'true' } });
    expect(() => chooseTarget(undefined, false, pipeline, none)).toThrow(/CI is set/);
    expect(chooseTarget(undefined, true, pipeline, none)).toEqual({ embedded: true, origin: '--embedded' });
  });

  it('never takes an empty target for none', () => {
    expect(() => chooseTarget('', false, testIo(), none)).toThrow(/empty/);
    expect(() => chooseTarget(' ', true, testIo(), none)).toThrow(/empty/);
    expect(() => chooseTarget(undefined, false, testIo({ env: { GRPC_VALIDATE_TARGET: '' } }), none)).toThrow(
      /GRPC_VALIDATE_TARGET is empty/,
    );
  });

  it('refuses a target beside --embedded', () => {
    expect(() => chooseTarget('a:1', true, testIo(), none)).toThrow(/both a target/);
  });
});
