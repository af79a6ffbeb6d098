import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../../src/base/result.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import type { BenchPlan } from '../../../src/run/bench/plan.ts';
import { WHOLE } from '../../../src/run/bench/plan.ts';
import type { Workers } from '../../../src/run/bench/workers.ts';
import { runWorkers } from '../../../src/run/bench/workers.ts';
import type { Host } from '../../../src/run/host.ts';
import type { RunningServer } from '../../../src/serve/server.ts';
import { startSpectrogramServer } from '../../../src/serve/server.ts';
import { EXPECTATION, streamPlan, testHost } from '../../support/plan.ts';
import { expectValid } from '../../support/schema.ts';
import { scratchFolder } from '../../support/scratch.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startSpectrogramServer({
    defaults: { sensors: 4, bins: 8, fps: 0, frames: 0, startTime: Date.UTC(2026, 0, 1) },
    jobs: { a: {}, b: {}, slow: { fps: 50 } },
  });
});
afterAll(() => server.close());

function plan(changes: Partial<BenchPlan> = {}): BenchPlan {
  const expectation = { ...EXPECTATION, live: false, realtime: false, frames: { value: 3, origin: '--frames' } };
  const stream = streamPlan(server.address, {
    command: 'bench',
    failOn: 'error',
    slos: parseSlos(['none', 'frames>2'], { command: 'bench' }),
    families: new Set(),
    streams: [{ streamId: 0, expectation }],
    ending: { maxFrames: 3, afterMs: null, afterReason: 'watched' },
  });
  const all = { share: WHOLE, shard: null, starts: null, connections: null, warmup: null };
  return { stream, jobs: ['a', 'b', 'nowhere'], streams: 4, ...all, ...changes };
}

async function run(made: BenchPlan, workers: Partial<Workers> = {}, host: Host = testHost()): Promise<RunResult> {
  const threads = { count: 2, layouts: ['datastream'], ...workers };
  const result = await runWorkers(made.stream, () => Promise.resolve(made), host, threads);
  expectValid(result);
  return result;
}

/** A thread that does something else. */
function threadOf(code: string): string {
  return join(scratchFolder({ 'thread.mjs': code }), 'thread.mjs');
}

describe('runWorkers', () => {
  it('runs exactly the streams, numbers and jobs as in one thread', async () => {
    const result = await run(plan({ jobs: ['a', 'b'], streams: 5 }));
    expect(result).toMatchObject({ outcome: 'passed', exitCode: 0, frames: { received: 15, expected: 15 } });
    expect(result.streams.map(({ streamId }) => streamId)).toEqual(Array.from({ length: 5 }, (_, n) => n));
    expect(result.metrics?.gapMs.count).toBe(10);
    expect(result.bench).toMatchObject({ streams: 5, jobs: ['a', 'b'], workers: 2 });
    expect(result.bench?.connections.map(({ streams }) => streams)).toEqual([3, 2]);
    expect(result.bench?.processes).toHaveLength(2);
    expect(result.bench?.process.cpuMs).toBeGreaterThan(0);
    expect(result.slo).toMatchObject([{ metric: 'frames', actual: 3, status: 'passed' }]);
  });

  it('gives the jobs out by the numbers of the whole, warms up, and starts the streams by one plan', async () => {
    const warmup = { maxFrames: 5, afterMs: null, afterReason: 'duration' } as const;
    const result = await run(plan({ streams: 6, warmup, starts: { kind: 'rate', everyMs: 10 } }));
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4 });
    const missing = result.streams.filter(({ status }) => status?.name === 'NOT_FOUND');
    expect(missing.map(({ streamId }) => streamId)).toEqual([2, 5]);
    expect(result.failure?.message).toMatch(/^stream 2 /);
    expect(result.bench?.starts).toMatchObject({ kind: 'rate', everyMs: 10, planned: 6, started: 6, missed: 0 });
    expect(result.bench?.firstFrameCorrectedMs?.count).toBe(4);
    expect(result.bench?.warmup).toMatchObject({ streams: 2 });
  });

  it('ends every thread when interrupted, with what there is, and told of all of them together', async () => {
    const interrupt = new AbortController();
    const made = plan({ jobs: ['slow'] });
    const endless = { maxFrames: null, afterMs: null, afterReason: 'watched' } as const;
    const host = testHost({
      signal: interrupt.signal,
      onStart: (peek) => {
        const timer = setInterval(() => {
          if (peek().frames === 0) return;
          clearInterval(timer);
          interrupt.abort('SIGTERM');
        }, 5);
      },
    });
    const result = await run({ ...made, stream: { ...made.stream, ending: endless } }, {}, host);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 143 });
    expect(result.streams).toHaveLength(4);
  });

  it('starts no thread for a run that was interrupted before it began', async () => {
    const main = threadOf('throw new Error("started");');
    const result = await run(plan(), { main }, testHost({ signal: AbortSignal.abort('SIGINT') }));
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130, streams: [] });
  });

  it('tells a server that cannot be reached, and each attempt', async () => {
    const made = plan();
    const target = { ...made.stream.reach.target, port: 1 };
    const attempts: (string | undefined)[] = [];
    const host = testHost({ onAttempt: ({ cause }) => attempts.push(cause) });
    const result = await run(
      { ...made, stream: { ...made.stream, reach: { ...made.stream.reach, target } } },
      {},
      host,
    );
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 3, failure: { code: 'tcp-refused' } });
    expect(attempts).toEqual(['tcp-refused', 'tcp-refused']);
  });

  it('throws what is for the user to mend', async () => {
    const made = plan();
    const reach = { ...made.stream.reach, windowSize: 1 };
    await expect(run({ ...made, stream: { ...made.stream, reach } })).rejects.toMatchObject({ code: 'usage' });
  });

  it.each([
    ['throw new Error("no memory");', /^worker [12] of 2 crashed: no memory$/],
    ['process.exit(3);', /^worker [12] of 2 ended without a result \(exit code 3\)$/],
  ])('is a bug of ours, with the name of the thread, where it does %j', async (code, words) => {
    const result = await run(plan(), { main: threadOf(code) });
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 70, endReason: 'internal' });
    expect(result.failure?.message).toMatch(words);
  });

  it('says so where the threads are not built', async () => {
    const result = await run(plan(), { main: '/nowhere/thread-main.js' });
    expect(result).toMatchObject({ exitCode: 70, failure: { message: 'the worker threads are not built' } });
  });

  it('keeps what the others found when one crashes', async () => {
    const real = new URL('../../../dist/run/bench/thread-main.js', import.meta.url).href;
    const main = threadOf(`
      import { parentPort, workerData } from 'node:worker_threads';
      if (workerData.plan.share.first === 0) await import(${JSON.stringify(real)});
      else {
        parentPort.postMessage({ ready: true });
        parentPort.on('message', () => setTimeout(() => { throw new Error('no luck'); }, 50));
      }`);
    const made = plan({ jobs: ['a'] });
    const result = await run(made, { main });
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 70 });
    expect(result.summary.line).toMatch(/^ERROR: internal: worker 2 of 2 crashed: no luck/);
    expect(result.streams.map(({ streamId }) => streamId)).toEqual([0, 2]);
  });
});
