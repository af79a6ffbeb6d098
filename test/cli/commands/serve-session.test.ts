import { describe, expect, it } from 'vitest';
import { serveSession, sessionServerOptions } from '../../../src/cli/commands/serve-session.ts';
import { SERVE_SESSION } from '../../../src/cli/options/tables.ts';
import { testIo } from '../../support/io.ts';
import { TestClient } from '../../support/session-rig.ts';
import { settingsOf } from '../../support/settings.ts';
import { until } from '../../support/until.ts';

const options = (said: Parameters<typeof settingsOf<object>>[1], env: Record<string, string> = {}) =>
  sessionServerOptions(settingsOf(SERVE_SESSION, said), { env });

describe('sessionServerOptions', () => {
  it('takes the preset, its changes, faults and statistics', () => {
    expect(
      options({ preset: 'testing', maxQueueSize: '7', fault: ['drop-ack@1', 'drop-ping@2'], statsPort: '0' }),
    ).toMatchObject({
      host: '127.0.0.1',
      port: 50_051,
      preset: 'TESTING',
      settings: { maxQueueSize: 7 },
      faults: 'drop-ack@1,drop-ping@2',
      statsPort: 0,
    });
    expect(options({})).toMatchObject({ preset: 'PRODUCTION', settings: {} });
    expect(options({}).descriptors?.some((bytes) => Buffer.from(bytes).includes('session.v1'))).toBe(true);
  });

  it('takes the key of Centrifugo from the variable that is named', () => {
    const said = { centrifugo: 'http://push:8000', centrifugoKeyEnv: 'KEY' };
    expect(options(said, { KEY: 'secret' }).centrifugo).toEqual({ url: 'http://push:8000', apiKey: 'secret' });
    expect(options({ centrifugo: 'http://push:8000' }).centrifugo).toEqual({ url: 'http://push:8000' });
    expect(options({})).not.toHaveProperty('centrifugo');
  });

  it.each([
    [{ fault: 'drop-akc@1' }, {}, /^--fault: there is no fault drop-akc/],
    [{ centrifugo: 'push:8000' }, {}, /^--centrifugo: push:8000 is no URL/],
    [{ centrifugo: 'http://push', centrifugoKeyEnv: 'KEY' }, {}, /KEY is not set/],
    [{ centrifugo: 'http://push', centrifugoKeyEnv: 'KEY' }, { KEY: '' }, /KEY is empty/],
    [{ centrifugoKeyEnv: 'KEY' }, {}, /none was given/],
    [{ pingInterval: '61s' }, {}, /^--ping-interval/],
  ])('refuses %j', (said, env, words) => {
    expect(() => options(said, env)).toThrow(words);
  });
});

describe('serveSession', () => {
  it('says where it listens, who comes and how it goes, and stops when told to', async () => {
    const io = testIo({ env: { KEY: 'secret-key' } });
    const said = { port: '0', preset: 'LOW_LATENCY', statsPort: '0', statsInterval: '20ms', loggerName: 'mine' };
    const served = serveSession(settingsOf(SERVE_SESSION, said), io);
    await until(() => io.out() !== '');
    expect(io.out()).toMatch(
      /^listening on 127\.0\.0\.1:\d+ \(plaintext\), statistics on http:\/\/127\.0\.0\.1:\d+\/stats, preset LOW_LATENCY; Ctrl-C stops\n$/,
    );
    const client = new TestClient(/127\.0\.0\.1:\d+/.exec(io.out())?.[0] ?? '');
    client.send({ clientId: 'a\u001b[31m', heartbeat: {} });
    await until(() => io.err().includes('1 client (1 active), 1 message (1 heartbeat)'));
    expect(io.err()).toMatch(/^mine info a\\u001b\[31m: connected from 127\.0\.0\.1:\d+$/m);
    io.signal('SIGTERM');
    expect(await client.ended()).toBe('OK');
    expect(await served).toBe(0);
    client.close();
    expect(io.err() + io.out()).not.toContain('secret-key');
  });

  it('is quiet when told to, and says nothing where nothing happens', async () => {
    for (const quiet of [true, false]) {
      const io = testIo();
      const served = serveSession(settingsOf(SERVE_SESSION, { port: '0', quiet, statsInterval: '5ms' }), io);
      await until(() => io.out() !== '');
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (quiet) {
        const client = new TestClient(/127\.0\.0\.1:\d+/.exec(io.out())?.[0] ?? '');
        client.send({ clientId: 'a', heartbeat: {} });
        client.call.end();
        expect(await client.ended()).toBe('OK');
        client.close();
      }
      io.signal('SIGINT');
      expect(await served).toBe(0);
      expect(io.err()).toBe('');
    }
  });
});
