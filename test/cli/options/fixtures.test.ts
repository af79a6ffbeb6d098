import { describe, expect, it } from 'vitest';
import { FIXTURES, LINT } from '../../../src/cli/options/fixtures.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

describe('the options of fixtures', () => {
  it('select by words of several sorts', () => {
    const { values } = settingsOf(FIXTURES, { tag: ['a', 'b'], kind: ['server_streaming', 'unary'] });
    expect(values).toMatchObject({ dir: null, tag: ['a', 'b'], kind: ['server-stream', 'unary'], name: [] });
    expect(() => settingsOf(FIXTURES, { kind: ['stream'] })).toThrow(/--kind takes one of unary/);
    expect(settingsOf(LINT, {}).values.strict).toBe(false);
  });

  it('have variables of their own, for names as plain as these', () => {
    const env = { GRPC_VALIDATE_FIXTURE_DIR: 'd', GRPC_VALIDATE_FIXTURE_TAG: 'a,b', GRPC_VALIDATE_NAME: 'x' };
    const { values } = settle(FIXTURES, { flags: new Map(), env, config: NO_CONFIG });
    expect(values).toMatchObject({ dir: 'd', tag: ['a', 'b'], name: [] });
  });
});
