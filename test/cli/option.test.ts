import { describe, expect, it } from 'vitest';
import { envName, flagName, settingKey } from '../../src/cli/option.ts';

describe('the names of an option', () => {
  it('come from its key', () => {
    expect(flagName('connectTimeout')).toBe('connect-timeout');
    expect(envName('connectTimeout')).toBe('GRPC_VALIDATE_CONNECT_TIMEOUT');
    expect(settingKey('cert', {})).toBe('cert');
    expect(settingKey('cert', { setting: 'tlsCert' })).toBe('tlsCert');
  });
});
