import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectAttempt } from '../../../src/base/result.ts';
import { runConnect } from '../../../src/run/connect/connect.ts';
import type { ConnectPlan } from '../../../src/run/connect/plan.ts';
import { connectPlan } from '../../support/connect-plan.ts';
import { connectServer } from '../../support/connect-server.ts';
import { HandClock } from '../../support/hand-clock.ts';
import { testHost } from '../../support/plan.ts';
import { expectValid } from '../../support/schema.ts';
import { rawPeer } from '../../support/wire-raw-peer.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

const run = async (plan: ConnectPlan, host = testHost()) => {
  const result = await runConnect(plan, plan, host);
  expectValid(result);
  return result;
};

describe('runConnect', () => {
  it.each(['wire', 'grpc-js'] as const)('reaches a server and asks it, through the %s client', async (client) => {
    const server = await connectServer({ health: { '': 'SERVING' }, reflects: 'datastream' });
    cleanups.push(() => server.close());
    const plan = connectPlan(`127.0.0.1:${server.port}`);
    const result = await run({ ...plan, reach: { ...plan.reach, client } });
    expect(result).toMatchObject({
      outcome: 'passed',
      target: { client },
      server: { health: 'SERVING', reflection: 'v1' },
      checks: [
        { rule: 'connect.certificate', status: 'skipped' },
        { rule: 'connect.grpc', status: 'passed' },
        { rule: 'connect.health', status: 'passed' },
        { rule: 'connect.layout-health', status: 'skipped' },
        { rule: 'connect.reflection', status: 'passed' },
        { rule: 'connect.method', status: 'passed' },
      ],
    });
  });

  it('keeps every attempt, with cause and wait, and tells of each', async () => {
    const clock = new HandClock();
    const told: [string | undefined, number | null][] = [];
    const onAttempt = ({ cause }: ConnectAttempt, next: number | null): void => void told.push([cause, next]);
    const plan = connectPlan('127.0.0.1:1');
    const reach = { ...plan.reach, retries: 2, retryDelayMs: 1000, retryMaxDelayMs: 60_000 };
    const result = await run({ ...plan, reach }, testHost({ clock, random: () => 0.5, onAttempt }));
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 3, failure: { code: 'tcp-refused' } });
    expect(result.connect.attempts.map(({ delayMs }) => delayMs)).toEqual([1000, 1600, undefined]);
    expect(told).toEqual([
      ['tcp-refused', 1000],
      ['tcp-refused', 1600],
      ['tcp-refused', null],
    ]);
  });

  it('keeps the attempts when it is interrupted between two of them', async () => {
    const controller = new AbortController();
    const onAttempt = (): void => void setImmediate(() => controller.abort('SIGINT'));
    const plan = connectPlan('127.0.0.1:1');
    const reach = { ...plan.reach, retries: 9, retryDelayMs: 60_000, retryMaxDelayMs: 60_000 };
    const result = await run({ ...plan, reach }, testHost({ signal: controller.signal, onAttempt }));
    expect(result).toMatchObject({
      outcome: 'interrupted',
      exitCode: 130,
      failure: { code: 'interrupted', message: 'interrupted before the server was reached' },
      connect: { attempts: [{ cause: 'tcp-refused' }] },
    });
  });

  it('ends at once when it is interrupted while a server does not answer', async () => {
    const controller = new AbortController();
    const silent = await rawPeer(() => controller.abort('SIGTERM'));
    cleanups.push(() => silent.close());
    const plan = connectPlan(`127.0.0.1:${silent.port}`, { questionMs: 60_000 });
    expect(await run(plan, testHost({ signal: controller.signal }))).toMatchObject({
      outcome: 'interrupted',
      exitCode: 143,
      failure: { message: 'terminated before the server had answered' },
      server: { http2: { initialWindowSize: 65_535 } },
      checks: [],
    });
  });

  it('has a document for a run that was interrupted before there was a server', async () => {
    const controller = new AbortController();
    controller.abort('SIGINT');
    const result = await runConnect(connectPlan('127.0.0.1:1'), null, testHost({ signal: controller.signal }));
    expectValid(result);
    expect(result).toMatchObject({ exitCode: 130, target: null, connect: { attempts: [] } });
  });

  it("throws what is the user's to mend", async () => {
    const plan = connectPlan('127.0.0.1:1');
    const reach = { ...plan.reach, authority: 'a b' };
    await expect(runConnect(plan, { ...plan, reach }, testHost())).rejects.toMatchObject({ code: 'usage' });
  });
});
