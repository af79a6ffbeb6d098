import { describe, expect, it } from 'vitest';
import { SERVE_HANDLERS } from '../../../src/cli/options/tables.ts';
import { settingsOf } from '../../support/settings.ts';

describe('the options of serve --handlers', () => {
  it('are a module, where to listen, its schema and TLS', () => {
    expect(settingsOf(SERVE_HANDLERS).values).toMatchObject({
      handlers: null,
      host: '127.0.0.1',
      port: 50_051,
      proto: [],
      tls: false,
    });
    const said = { handlers: 'a.js', proto: ['a.proto', 'b.proto'] };
    expect(settingsOf(SERVE_HANDLERS, said).values).toMatchObject(said);
    expect(() => settingsOf(SERVE_HANDLERS, { handlers: '' })).toThrow('--handlers');
  });
});
