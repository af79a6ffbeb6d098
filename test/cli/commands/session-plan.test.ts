import { describe, expect, it } from 'vitest';
import { prepareSession } from '../../../src/cli/commands/session-plan.ts';
import { SESSION } from '../../../src/cli/options/tables.ts';
import { SESSION_RUN } from '../../../src/cli/options/session.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

type Said = Parameters<typeof settingsOf<object>>[1];
const prepare = (target: string | undefined, said: Said = {}, env: Record<string, string> = {}) =>
  prepareSession(target, settingsOf(SESSION, said), NO_CONFIG, { env });

describe('prepareSession', () => {
  it('plans as many sessions as are asked for, over a connection for each hundred', () => {
    const { plan, server } = prepare('127.0.0.1:50051', { clients: '250', duration: '5s', commands: '500/s' });
    expect(server).toBeNull();
    expect(plan(null)).toMatchObject({
      command: 'session',
      embedded: false,
      clients: 250,
      connections: 3,
      durationMs: 5000,
      commandRate: 500,
      heartbeatMs: 1000,
      reach: { streams: 84 },
    });
    expect(plan(null).slos.map(({ expression }) => expression)).toEqual(['connect<10s']);
    expect(prepare('a:1', { plaintext: true }).plan(null)).toMatchObject({
      clients: 1,
      connections: 1,
      commandRate: 1,
    });
  });

  it('embeds a server without a target, and dials it where it listens', () => {
    const { plan, server } = prepare(undefined, { fault: 'drop-ack@5', preset: 'production' });
    expect(server).toMatchObject({ preset: 'PRODUCTION', faults: 'drop-ack@5' });
    expect(prepare(undefined).server).toMatchObject({ preset: 'LOW_LATENCY' });
    expect(plan('127.0.0.1:4711').reach.target.address).toBe('127.0.0.1:4711');
    expect(plan('127.0.0.1:4711').notes[0]).toContain('embedded session server');
  });

  it.each<[string | undefined, Said, RegExp]>([
    ['a:1', { fault: 'drop-ack@5' }, /--fault is for the embedded session server/],
    ['a:1', { preset: 'TESTING' }, /--preset is for the embedded/],
    [undefined, { fault: 'nope@1' }, /^--fault: there is no fault nope/],
    [undefined, { slo: ['command-p59<1s'] }, /unknown metric "command-p59"/],
    [undefined, { slo: ['command-p95=1s'] }, /never equal to anything/],
    ['a:1', { tls: true, plaintext: true }, /--tls and --plaintext contradict/],
    ['a', {}, /the port is missing/],
  ])('refuses %s %j', (target, said, words) => {
    expect(() => prepare(target, said)).toThrow(words);
  });

  it('does not fall back to the embedded server where a pipeline runs', () => {
    expect(() => prepare(undefined, {}, { CI: '1' })).toThrow('CI is set');
  });

  it('passes over limits of other commands that stand in the environment', () => {
    const settings = settingsOf(SESSION);
    const fromEnv = {
      ...settings,
      values: { ...settings.values, slo: ['gap-p95<1s', 'lost=0'] },
      level: () => 2 as const,
    };
    const { plan } = prepareSession('127.0.0.1:1', fromEnv, NO_CONFIG, { env: {} });
    expect(plan(null).slos.map(({ expression }) => expression)).toEqual(['connect<10s', 'lost=0']);
  });
});

describe('--commands', () => {
  it.each([
    ['100', 100],
    ['100/s', 100],
    ['30/m', 0.5],
    ['0', 0],
    ['2.5 / s', 2.5],
    ['x', undefined],
    ['5/h', undefined],
    ['-1', undefined],
  ])('reads %j', (text, rate) => {
    expect(SESSION_RUN.commands.parse(text)).toBe(rate);
  });
});
