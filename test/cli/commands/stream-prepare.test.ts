import { describe, expect, it } from 'vitest';
import { prepareStream } from '../../../src/cli/commands/stream-prepare.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import type { RunResult } from '../../../src/base/result.ts';
import { streamPlan, testHost } from '../../support/plan.ts';
import { NO_CONFIG, settingsOf } from '../../support/settings.ts';

const prepared = (target: string | undefined, said: Record<string, string | boolean> = {}) =>
  prepareStream(target, settingsOf(STREAM, { layout: 'datastream', ...said }), NO_CONFIG, { env: {} });

const quiet = new AbortController().signal;

describe('prepareStream', () => {
  it('hands a planner to whoever follows the stream', async () => {
    const addresses: string[] = [];
    await prepared('127.0.0.1:5', { job: 'x' }).run(async (planner) => {
      addresses.push((await planner(testHost())).reach.target.address);
      return {} as RunResult;
    }, quiet);
    expect(addresses).toEqual(['127.0.0.1:5']);
  });

  it('starts the embedded simulator for the run alone', async () => {
    let address = '';
    await prepared(undefined, { job: 'x' }).run(async (planner) => {
      const plan = await planner(testHost());
      address = plan.reach.target.address;
      expect(plan.embedded).toBe(true);
      return {} as RunResult;
    }, quiet);
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(streamPlan(address).reach.target.address).toBe(address);
  });

  it('hands on a planner that fails when it is interrupted before the simulator is up', async () => {
    const interrupt = new AbortController();
    const running = prepared(undefined, { job: 'x' }).run(async (planner) => {
      await expect(planner(testHost())).rejects.toMatchObject({ code: 'interrupted' });
      return {} as RunResult;
    }, interrupt.signal);
    interrupt.abort('SIGINT');
    expect(await running).toEqual({});
  });

  it('reads every word before anything is started', () => {
    expect(() => prepared(undefined)).toThrow(/--job is missing/);
    expect(() => prepared(undefined, { job: 'x', fault: 'nna@1' })).toThrow(/nna/);
    expect(() => prepared('a', { job: 'x' })).toThrow(/port/);
  });
});
