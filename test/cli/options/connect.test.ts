import { describe, expect, it } from 'vitest';
import { ASK, REACH } from '../../../src/cli/options/connect.ts';
import { CONNECTION } from '../../../src/cli/options/connection.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

describe('the options of connect', () => {
  it('take several services, from a variable with commas between', () => {
    expect(settingsOf(ASK, { service: ['a.B', 'c.D'] }).values.service).toEqual(['a.B', 'c.D']);
    const env = { GRPC_VALIDATE_SERVICE: 'a.B, c.D' };
    expect(settle(ASK, { flags: new Map(), env, config: NO_CONFIG }).values.service).toEqual(['a.B', 'c.D']);
  });

  it('reach a server as every command does', () => {
    expect(Object.keys(REACH)).toEqual(Object.keys(CONNECTION));
    expect(settingsOf(REACH).values).toEqual(settingsOf(CONNECTION).values);
    expect(REACH.connectTimeout.help).toMatch(/answer/);
  });
});
