import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchPart, RunResult } from '../../../src/base/result.ts';
import { loadLayout } from '../../../src/frame/layout.ts';
import { parseSlos } from '../../../src/measure/slo.ts';
import type { BenchPlan } from '../../../src/run/bench/plan.ts';
import { WHOLE, splitBench } from '../../../src/run/bench/plan.ts';
import { mergeResults } from '../../../src/run/merge/results.ts';
import { runBench } from '../../../src/run/bench/run.ts';
import type { Host } from '../../../src/run/host.ts';
import type { RunningServer } from '../../../src/serve/server.ts';
import { startSpectrogramServer } from '../../../src/serve/server.ts';
import { EXPECTATION, streamPlan, testHost } from '../../support/plan.ts';
import { expectValid } from '../../support/schema.ts';

const job = { sensors: 4, bins: 8, fps: 0, startTime: Date.UTC(2026, 0, 1) };
let server: RunningServer;
beforeAll(async () => {
  server = await startSpectrogramServer({
    defaults: { ...job, frames: 0 },
    jobs: { a: {}, b: {}, short: { frames: 5 }, packed: { layout: 'pandadatastream' } },
  });
});
afterAll(() => server.close());

function plan(changes: Partial<BenchPlan> = {}, frames = 40): BenchPlan {
  const expectation = { ...EXPECTATION, live: false, realtime: false, frames: { value: frames, origin: '--frames' } };
  const stream = streamPlan(server.address, {
    command: 'bench',
    failOn: 'error',
    slos: parseSlos(['none'], { command: 'bench' }),
    streams: [{ streamId: 0, expectation }],
    ending: { maxFrames: frames, afterMs: null, afterReason: 'watched' },
  });
  return {
    stream,
    jobs: ['a'],
    streams: 3,
    share: WHOLE,
    starts: null,
    shard: null,
    connections: 2,
    warmup: null,
    ...changes,
  };
}

async function run(made: BenchPlan, host: Host = testHost()): Promise<RunResult> {
  const result = await runBench(made.stream, () => Promise.resolve(made), host);
  expectValid(result);
  return result;
}

describe('runBench', () => {
  it('measures streams side by side over several connections, jobs in turn', async () => {
    const result = await run(plan({ jobs: ['a', 'b'] }));
    expect(result).toMatchObject({ command: 'bench', outcome: 'passed', frames: { received: 120, expected: 120 } });
    expect(result.streams.map(({ streamId, frames }) => [streamId, frames])).toEqual([
      [0, 40],
      [1, 40],
      [2, 40],
    ]);
    expect(result.metrics?.gapMs.count).toBe(117);
    expect(result.bench).toMatchObject({ streams: 3, jobs: ['a', 'b'], warmup: null, firstFrameMs: { count: 3 } });
    expect(result.bench?.connections.map(({ streams }) => streams)).toEqual([2, 1]);
    expect(result.bench?.statuses.reduce((sum, { streams }) => sum + streams, 0)).toBe(3);
    expect(result.bench?.gapBars.reduce((sum, { count }) => sum + count, 0)).toBe(117);
  });

  it('measures shares that merge to one run: every frame, gap and second of them', async () => {
    const jobs = ['a', 'b'];
    const [one, other] = splitBench(plan({ jobs }), 2) as [BenchPlan, BenchPlan];
    const first = await run({ ...one, shard: { index: 0, of: 2 } });
    const second = await run({ ...other, shard: { index: 1, of: 2 } });
    expect(second.bench?.shard).toEqual({ index: 1, of: 2 });
    const merged = mergeResults([second, first], { version: '0.0.0' });
    expectValid(merged);
    expect(merged).toMatchObject({ outcome: 'passed', frames: { received: 120, expected: 120, lost: 0 } });
    expect(merged.streams.map(({ streamId }) => streamId)).toEqual([0, 1, 2]);
    expect(merged.metrics?.gapMs.count).toBe(117);
    expect(merged.bench).toMatchObject({ streams: 3, jobs, firstFrameMs: { count: 3 } });
    expect(merged.timeline.reduce((sum, { frames }) => sum + frames, 0)).toBe(120);
    expect(merged.timeline[0]).toMatchObject({ second: 0 });
    const [a, b] = [first, second].map(({ bench }) => bench?.timelineFrom ?? Number.NaN) as [number, number];
    expect(a % 1000).toBe(0);
    expect(merged.bench?.timelineFrom).toBe(Math.min(a, b));
    expect(Math.abs(a - Date.parse(first.startedAt))).toBeLessThan(60_000);
  });

  it('leaves the warm-up out of every number and says so', async () => {
    const warmup = { maxFrames: 10, afterMs: null, afterReason: 'duration' } as const;
    const result = await run(plan({ warmup }));
    expect(result.frames?.received).toBe(120);
    expect(result.bench?.warmup).toMatchObject({ streams: 3, frames: 30 });
    expect(result.notes.join()).toMatch(/warm-up: 30 frames of 3 streams in .*, in none of the numbers/);
    expect(result.connect.startupMs).toBeNull();
    expect(result.metrics?.firstFrameFromDialMs).toBeNull();
  });

  it('judges a threshold on the worst stream', async () => {
    const made = plan({ jobs: ['a', 'a', 'short'] });
    const slos = parseSlos(['frames>10'], { command: 'stream' }).filter(({ metric }) => metric === 'frames');
    const failed = await run({ ...made, stream: { ...made.stream, slos, families: new Set() } });
    expect(failed).toMatchObject({ outcome: 'failed', exitCode: 1, slo: [{ status: 'failed', actual: 5 }] });
  });

  it('says which streams ended with what', async () => {
    const result = await run(plan({ jobs: ['a', 'nowhere'], streams: 2, connections: 1 }));
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4 });
    expect(result.bench?.statuses).toContainEqual({ status: 'NOT_FOUND', streams: 1 });
  });

  it('tries the next layout where no stream knew the method', async () => {
    const made = plan({ jobs: ['packed'] });
    const layouts = [loadLayout('pandadatastream'), loadLayout('datastream')] as const;
    const result = await run({ ...made, stream: { ...made.stream, layouts } });
    expect(result.layout?.name).toBe('pandadatastream');
    expect(result.frames?.received).toBe(120);
  });

  it('tells a server that cannot be reached', async () => {
    const made = plan();
    const reach = { ...made.stream.reach, target: { ...made.stream.reach.target, port: 1 } };
    const result = await run({ ...made, stream: { ...made.stream, reach } });
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 3, streams: [] });
    expect(result.bench).toBeUndefined();
  });

  it('starts streams one by one over the ramp-up, each measured from its own start', async () => {
    const result = await run(plan({ starts: { kind: 'ramp-up', everyMs: 20 } }));
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 120 } });
    expect(result.bench?.starts).toMatchObject({ kind: 'ramp-up', everyMs: 20, planned: 3, started: 3, missed: 0 });
    const { firstFrameMs, firstFrameCorrectedMs } = result.bench as BenchPart;
    expect(firstFrameCorrectedMs?.count).toBe(3);
    expect(firstFrameCorrectedMs?.min).toBeGreaterThanOrEqual(firstFrameMs.min as number);
    // From its own request: the wait for the start is in none of them.
    expect(firstFrameMs.max).toBeLessThanOrEqual(firstFrameCorrectedMs?.max as number);
  });

  it('starts streams at a rate on one connection, however many there are', async () => {
    const result = await run(plan({ streams: 8, connections: null, starts: { kind: 'rate', everyMs: 5 } }, 5));
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 40, expected: 40 } });
    expect(result.bench).toMatchObject({ streams: 8, starts: { planned: 8, started: 8, missed: 0 } });
    expect(result.bench?.connections.map(({ streams }) => streams)).toEqual([8]);
    expect(result.streams.map(({ streamId }) => streamId)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('warms up with one stream on each connection where streams come and go', async () => {
    const warmup = { maxFrames: 10, afterMs: null, afterReason: 'duration' } as const;
    const result = await run(plan({ streams: 4, warmup, starts: { kind: 'rate', everyMs: 1 } }, 5));
    expect(result.bench?.warmup).toMatchObject({ streams: 2, frames: 20 });
    expect(result.frames?.received).toBe(20);
  });

  it('tries the next layout without going through the plan of the starts', async () => {
    const made = plan({ jobs: ['packed'], streams: 4, starts: { kind: 'rate', everyMs: 20 } }, 5);
    const layouts = [loadLayout('pandadatastream'), loadLayout('datastream')] as const;
    const [missing, there] = layouts;
    const result = await run({ ...made, jobs: ['a'], stream: { ...made.stream, layouts: [there, missing] } });
    expect(result.layout?.name).toBe('datastream');
    const other = await run({ ...made, stream: { ...made.stream, layouts } });
    expect(other.bench?.starts).toMatchObject({ planned: 4, started: 4 });
  });

  it('is interrupted though every stream that had begun was over', async () => {
    const interrupt = new AbortController();
    const made = plan({ streams: 2, starts: { kind: 'rate', everyMs: 3_600_000 } }, 5);
    const host = testHost({
      signal: interrupt.signal,
      onStart: (peek) => {
        const timer = setInterval(() => {
          if (peek().frames < 5) return;
          clearInterval(timer);
          interrupt.abort('SIGINT');
        }, 5);
      },
    });
    const result = await run(made, host);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130, frames: { received: 5 } });
    expect(result.bench?.starts).toMatchObject({ planned: 2, started: 1, missed: 0 });
  });

  it('ends with what there is when interrupted', async () => {
    const interrupt = new AbortController();
    const made = plan();
    const endless = { maxFrames: null, afterMs: null, afterReason: 'watched' } as const;
    const host = testHost({
      signal: interrupt.signal,
      onStart: (peek) => {
        const timer = setInterval(() => {
          if (peek().frames < 3) return;
          clearInterval(timer);
          interrupt.abort('SIGINT');
        }, 5);
      },
    });
    const result = await run({ ...made, stream: { ...made.stream, ending: endless } }, host);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130 });
    expect(result.frames?.received).toBeGreaterThan(0);
  });
});
