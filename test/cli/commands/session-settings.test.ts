import { describe, expect, it } from 'vitest';
import { planSessionSettings } from '../../../src/cli/commands/session-settings.ts';
import { SERVE_SESSION } from '../../../src/cli/options/tables.ts';
import { settle } from '../../../src/cli/settings.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';
import { scratchFile } from '../../support/scratch.ts';

const plan = (said: Parameters<typeof settingsOf<object>>[1], preset: 'PRODUCTION' | 'TESTING' = 'PRODUCTION') =>
  planSessionSettings(settingsOf(SERVE_SESSION, said), preset);

describe('planSessionSettings', () => {
  it('says what the flags say, times in seconds', () => {
    expect(
      plan({
        streamingMode: 'async_for',
        pingInterval: '500ms',
        pingTimeout: '1m',
        maxQueueSize: '7',
        queueTimeout: 'none',
        connectionTimeout: '2.5s',
        publish: false,
        circuitBreaker: true,
        loggerName: 'mine',
      }),
    ).toEqual({
      streamingMode: 'async_for',
      pingInterval: 0.5,
      pingTimeout: 60,
      maxQueueSize: 7,
      queueTimeout: null,
      connectionTimeout: 2.5,
      publish: false,
      circuitBreaker: true,
      loggerName: 'mine',
    });
    expect(plan({})).toEqual({});
  });

  it('takes the file where the flags say nothing', () => {
    const file = scratchFile('session.yaml', 'pingInterval: 10\nqueueTimeout: null\nlogging: false\nmaxQueueSize: 5\n');
    expect(plan({ sessionConfig: file, pingInterval: '2s', pingTimeout: '20s' })).toEqual({
      pingInterval: 2,
      pingTimeout: 20,
      queueTimeout: null,
      logging: false,
      maxQueueSize: 5,
    });
  });

  it.each([
    [{ pingInterval: '61s' }, /^--ping-interval: pingInterval is 61 s/],
    [{ maxQueueSize: '100001' }, /^--max-queue-size: maxQueueSize takes a whole number/],
    [{ pingTimeout: '1s' }, /^--ping-timeout: pingTimeout \(1 s\) is shorter/],
    [{ pingInterval: '40s' }, /^pingTimeout \(30 s\) is shorter than pingInterval/],
  ])('names the flag of %j', (said, words) => {
    expect(() => plan(said)).toThrow(words);
  });

  it('names the variable, and the line of a file', () => {
    const fromEnv = settle(SERVE_SESSION, {
      flags: new Map(),
      env: { GRPC_VALIDATE_MAX_QUEUE_SIZE: '100001' },
      config: NO_CONFIG,
    });
    expect(() => planSessionSettings(fromEnv, 'TESTING')).toThrow(/^GRPC_VALIDATE_MAX_QUEUE_SIZE: maxQueueSize/);
    const file = scratchFile('session.json', '{\n  "logging": true,\n  "pingInterval": "5"\n}');
    expect(() => plan({ sessionConfig: file })).toThrow(/session\.json:3: pingInterval takes seconds/);
  });

  it.each([
    ['pingIntervall: 5', /session\.yaml:1: there is no session setting "pingIntervall"/],
    ['maxQueueSize: [1]', /session\.yaml:1: maxQueueSize takes a whole number/],
    ['- 5', /must be a map/],
  ])('refuses the file %j', (text, words) => {
    expect(() => plan({ sessionConfig: scratchFile('session.yaml', text) })).toThrow(words);
  });
});
