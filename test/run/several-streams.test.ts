import { afterEach, describe, expect, it } from 'vitest';
import { loadLayout } from '../../src/frame/layout.ts';
import type { Snapshot } from '../../src/run/host.ts';
import type { StreamPlan } from '../../src/run/plan.ts';
import type { RunningServer } from '../../src/serve/server.ts';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import type { JobOptions } from '../../src/serve/spectrogram/job-options.ts';
import { EXPECTATION, runPlan, streamPlan, testHost } from '../support/plan.ts';
import { expectValid } from '../support/schema.ts';

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(job: JobOptions = {}): Promise<string> {
  const server = await startSpectrogramServer({
    defaults: { sensors: 9, bins: 16, fps: 100, frames: 30, streams: 3, ...job },
  });
  running.push(server);
  return server.address;
}

const streams: StreamPlan['streams'] = [
  { streamId: 0, expectation: { ...EXPECTATION, streams: { value: 3, origin: 'test' } } },
  { streamId: 1, expectation: EXPECTATION },
  { streamId: 2, expectation: EXPECTATION },
];

describe('a job of several streams', () => {
  it('is judged stream by stream and together', async () => {
    const result = await runPlan(streamPlan(await serve(), { streams }), testHost());
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'passed', frames: { received: 90, values: 30 * 9 * 16 } });
    expect(result.streams.map(({ streamId, frames }) => [streamId, frames])).toEqual([
      [0, 30],
      [1, 30],
      [2, 30],
    ]);
    expect(result.checks.find(({ rule }) => rule === 'range.finite')).toMatchObject({ status: 'passed', examined: 90 });
    expect(result.checks.find(({ rule }) => rule === 'stream.coverage')).toMatchObject({
      status: 'passed',
      examined: 1,
    });
    expect(result.timeline.reduce((sum, { frames }) => sum + frames, 0)).toBe(90);
  });

  it('warns when fewer streams are opened than the job has', async () => {
    const result = await runPlan(streamPlan(await serve(), { streams: [streams[0]] }), testHost());
    const coverage = result.checks.find(({ rule }) => rule === 'stream.coverage');
    expect(coverage).toMatchObject({ status: 'warned', violations: 1 });
    expect(coverage?.findings[0]?.message).toBe('1 of 3 streams examined');
  });

  it('counts them together while it runs', async () => {
    let peek: (() => Snapshot) | undefined;
    await runPlan(streamPlan(await serve(), { streams }), testHost({ onStart: (given) => void (peek = given) }));
    expect(peek?.()).toMatchObject({ frames: 90, errors: 0 });
  });

  it('tries the next layout only where the method is not implemented', async () => {
    const address = await serve();
    const [other] = [{ ...loadLayout('datastream'), name: 'other', method: '/other.Service/Stream' }];
    const found = await runPlan(streamPlan(address, { layouts: [other, loadLayout('datastream')] }), testHost());
    expectValid(found);
    expect(found).toMatchObject({ outcome: 'passed', layout: { name: 'datastream' } });
    expect(found.notes.join()).toContain('does not implement /other.Service/Stream: the layout is datastream');
    const lost = await runPlan(streamPlan(address, { layouts: [other] }), testHost());
    expect(lost).toMatchObject({ outcome: 'broken', exitCode: 4, status: { name: 'UNIMPLEMENTED' } });
  });
});
