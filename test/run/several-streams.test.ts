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

  it('names the one that stalled, and what came of it alone', async () => {
    const patient = { ...EXPECTATION, idleMs: 1500 };
    const three = streams.map((stream) => ({ ...stream, expectation: { ...stream.expectation, ...patient } }));
    const address = await serve({ faults: 'hang@5:stream=2' });
    const result = await runPlan(streamPlan(address, { streams: [three[0]!, ...three.slice(1)] }), testHost());
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'broken', exitCode: 4, frames: { received: 65 } });
    expect(result.failure?.message).toMatch(
      /^stream 2 \(5 frames\): no message for 1\.50 s: nothing came on the (stream, though \d+ bytes came on the )?connection$/,
    );
    expect(result.summary.line).toContain('stream 2 (5 frames)');
    expect(result.checks.find(({ rule }) => rule === 'stream.stalled')?.findings).toMatchObject([{ stream: 2 }]);
  });

  it('names the one that ended with a status', async () => {
    const address = await serve({ faults: 'status@5:UNAVAILABLE;stream=1' });
    const result = await runPlan(streamPlan(address, { streams }), testHost());
    expect(result.failure?.message).toMatch(/^stream 1 \(5 frames\): UNAVAILABLE/);
  });

  it('shows the axes of each where they differ', async () => {
    const packed = { layouts: [loadLayout('pandadatastream')] as const };
    const eight = streams.map((stream) => ({
      ...stream,
      expectation: { ...stream.expectation, bins: { value: 16, origin: 'test' } },
    }));
    const address = await serve({ layout: 'pandadatastream', sensors: 8 });
    const result = await runPlan(
      streamPlan(address, { ...packed, streams: [eight[0]!, ...eight.slice(1)] }),
      testHost(),
    );
    expectValid(result);
    expect(result.layout?.axes).toBe('2 sensors x 16 bins (stream 0); 3 sensors x 16 bins (streams 1, 2)');
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
    const third = { ...other, name: 'third', method: '/third.Service/Stream' };
    const none = await runPlan(streamPlan(address, { layouts: [other, third] }), testHost());
    expect(none).toMatchObject({ exitCode: 4, layout: null });
    expect(none.notes.join()).toContain('the method of no layout: /other.Service/Stream, /third.Service/Stream');
  });
});
