import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import type { RunResult } from '../../../src/base/result.ts';
import { prepareSession } from '../../../src/cli/commands/session-plan.ts';
import { SESSION } from '../../../src/cli/options/tables.ts';
import { runSessions } from '../../../src/run/session/session.ts';
import { SESSION_FAULTS } from '../../../src/session/server/fault-table.ts';
import type { SessionServerOptions } from '../../../src/session/server/server.ts';
import { startSessionServer } from '../../../src/session/server/server.ts';
import { expectValid } from '../../support/schema.ts';
import type { Rig } from '../../support/session-rig.ts';
import { sessionRig } from '../../support/session-rig.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

let stop = (): Promise<void> => Promise.resolve();
afterEach(() => stop());

const SHORT = {
  clients: '3',
  duration: '600ms',
  commands: '30/s',
  heartbeat: '200ms',
  closeTimeout: '400ms',
  retries: '0',
};

function follow(
  address: string,
  said: Record<string, string> = {},
  signal = new AbortController().signal,
): Promise<RunResult> {
  const settings = settingsOf(SESSION, { ...SHORT, ...said });
  const plan = prepareSession(address, settings, NO_CONFIG, { env: {} }).plan(null);
  return runSessions(plan, plan, { clock: systemClock, random: Math.random, version: '0.0.0', signal });
}

async function against(options: SessionServerOptions, said: Record<string, string> = {}): Promise<RunResult> {
  const fast = { pingInterval: 0.2, pingTimeout: 5, logging: false };
  const server = await startSessionServer({ preset: 'LOW_LATENCY', settings: fast, graceMs: 50, ...options });
  stop = () => server.close();
  return await follow(server.address, said);
}

const failed = ({ checks }: RunResult): string[] =>
  checks.filter(({ status }) => status === 'failed').map(({ rule }) => rule);

describe('runSessions', () => {
  it('passes a server that does what it should, every check made', async () => {
    const result = await against({});
    expectValid(result);
    expect(failed(result).filter((rule) => rule !== 'session.ping')).toEqual([]);
    expect(result.checks.filter(({ status }) => status === 'skipped')).toEqual([]);
    expect(result.session).toMatchObject({
      clients: { asked: 3, opened: 3, closedCleanly: 3 },
      messages: { lost: 0 },
      commands: { askedRate: 30, sent: 18, received: 18, acknowledged: 18, confirmed: 18, lost: 0, misrouted: 0 },
      pings: { intervalMs: 200, intervalOrigin: 'server' },
    });
    expect(result.session?.commands.roundTripMs?.count).toBe(18);
    expect(result.summary.line).toMatch(/3 sessions, 18 commands/);
  });

  it.each(SESSION_FAULTS.map(({ name, trips }) => ({ name, trips })))(
    '$name trips $trips, and the run is red',
    async ({ name, trips }) => {
      const result = await against({ faults: `${name}@${name.endsWith('close') || name === 'refuse' ? 1 : 5}` });
      expectValid(result);
      expect(failed(result)).toEqual(expect.arrayContaining([...trips]));
      const breaks = trips.some((rule) => rule === 'session.open' || rule === 'session.status');
      expect([result.outcome, result.exitCode]).toEqual(breaks ? ['broken', 4] : ['failed', 1]);
      const first = result.checks.find(({ rule }) => rule === trips[0])?.findings[0];
      expect(first?.message).toMatch(/^gv-[0-9a-f]{8}-\d: /);
    },
  );

  it('judges limits: measured ones, and counts that have to be equal', async () => {
    const result = await against({}, { slo: 'command-max<1us, lost=0, commands=18, misrouted=1, connect<10s' });
    expect(result.slo.map(({ metric, status }) => `${metric} ${status}`)).toEqual([
      expect.stringMatching(/^command-max (failed|inconclusive)$/) as string,
      'lost passed',
      'commands passed',
      'misrouted failed',
      'connect passed',
    ]);
    expect(result.exitCode).toBe(1);
  });

  it('does not pretend with a server that tells nothing', async () => {
    const rig: Rig = await sessionRig({ config: { pingInterval: 0.2, pingTimeout: 5, logging: false } });
    stop = () => rig.stop();
    const result = await follow(rig.address, { slo: 'command-p95<50ms' });
    expectValid(result);
    const skipped = result.checks.filter(({ status }) => status === 'skipped').map(({ rule }) => rule);
    expect(skipped).toEqual([
      'session.command',
      'session.repeated',
      'session.routing',
      'session.lost',
      'session.heard',
      'session.ack',
      'session.ping',
    ]);
    expect(result.session).toMatchObject({
      messages: { heard: null, lost: null },
      commands: { sent: null, roundTripMs: null },
    });
    // A limit the user asked for and nobody could measure is no pass.
    expect(result.slo.find(({ metric }) => metric === 'command-p95')?.status).toBe('skipped');
    expect(result.exitCode).toBe(1);
  });

  it('judges pings by the interval it is told, where the server tells none', async () => {
    const rig: Rig = await sessionRig({ config: { pingStrategy: 'disabled', logging: false } });
    stop = () => rig.stop();
    const result = await follow(rig.address, { pingInterval: '200ms' });
    expect(failed(result)).toEqual(['session.ping']);
    expect(result.checks.at(-1)?.findings[0]?.message).toContain('ping 1 did not come');
  });

  it('closes early when it is interrupted, and says so', async () => {
    const server = await startSessionServer({ preset: 'TESTING', graceMs: 50 });
    stop = () => server.close();
    const interrupt = new AbortController();
    const running = follow(server.address, { duration: '1m' }, interrupt.signal);
    while (server.statistics().sessions.totalConnections < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    interrupt.abort('SIGINT');
    const result = await running;
    expectValid(result);
    expect([result.outcome, result.exitCode]).toEqual(['interrupted', 130]);
    expect(result.session?.clients.closedCleanly).toBe(3);
  });

  it('is exit 3 where nobody listens', async () => {
    const result = await follow('127.0.0.1:1');
    expectValid(result);
    expect([result.outcome, result.exitCode, result.failure?.code]).toEqual(['errored', 3, 'tcp-refused']);
  });
});
