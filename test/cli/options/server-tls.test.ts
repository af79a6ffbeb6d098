import { describe, expect, it } from 'vitest';
import { CONNECTION } from '../../../src/cli/options/connection.ts';
import { SERVER_TLS } from '../../../src/cli/options/server-tls.ts';
import type { Option } from '../../../src/cli/option.ts';
import { settingKey } from '../../../src/cli/option.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG } from '../../support/settings.ts';

describe('the TLS options of a server', () => {
  it('share no setting with those of a client: one config file serves both', () => {
    const keys = Object.entries(SERVER_TLS).map(([key, option]) => settingKey(key, option as Option<unknown>));
    expect(keys.filter((key) => key in CONNECTION)).toEqual([]);
  });

  it('are read from variables of their own', () => {
    const env = { GRPC_VALIDATE_CERT: 'client.pem', GRPC_VALIDATE_TLS_KEY: 'server-key.pem' };
    const { values, origin } = settle(SERVER_TLS, { flags: new Map(), env, config: NO_CONFIG });
    expect([values.cert, values.key]).toEqual([null, 'server-key.pem']);
    expect(origin('key')).toBe('GRPC_VALIDATE_TLS_KEY');
  });

  it('still know the names they had', () => {
    expect([SERVER_TLS.cert.aliases, SERVER_TLS.key.aliases]).toEqual([['tls-cert'], ['tls-key']]);
  });
});
