import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectAttempt, RunResult } from '../../src/base/result.ts';
import type { Snapshot } from '../../src/run/host.ts';
import type { RunningServer } from '../../src/serve/server.ts';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import type { JobOptions } from '../../src/serve/spectrogram/job-options.ts';
import { HandClock } from '../support/hand-clock.ts';
import { EXPECTATION, runPlan, streamPlan, testHost } from '../support/plan.ts';
import { expectValid } from '../support/schema.ts';
import { frame, TYPE, uint32 } from '../support/wire-frames.ts';
import { rawPeer } from '../support/wire-raw-peer.ts';

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(job: JobOptions = {}): Promise<string> {
  const server = await startSpectrogramServer({ defaults: { sensors: 4, bins: 16, fps: 200, frames: 30, ...job } });
  running.push(server);
  return server.address;
}

const findings = (result: RunResult): string[] =>
  result.checks.flatMap(({ rule, findings: found }) => found.map(({ message }) => `${rule}: ${message}`));

describe('runStream', () => {
  it.each(['wire', 'grpc-js'] as const)('passes a healthy job through the %s client', async (client) => {
    const plan = streamPlan(await serve());
    const result = await runPlan({ ...plan, reach: { ...plan.reach, client } }, testHost());
    expectValid(result);
    expect(findings(result)).toEqual([]);
    expect(result).toMatchObject({
      outcome: 'passed',
      endReason: 'completed',
      exitCode: 0,
      status: { code: 0, origin: 'server' },
      frames: { received: 30, rows: 30, values: 30 * 4 * 16, bad: 0, lost: 0, repeated: 0 },
      target: { client, tls: null },
    });
    expect(result.metrics?.gapMs.count).toBe(29);
    expect(result.connect.attempts.at(-1)?.phases.firstMessageMs).toBeGreaterThan(0);
    expect(result.source?.firstRow).toBeLessThan(result.source?.lastRow ?? 0);
  });

  it('finds what a server did wrong, and where', async () => {
    const result = await runPlan(streamPlan(await serve({ faults: 'nan@17:sensor=3;bin=5' })), testHost());
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'failed', exitCode: 1 });
    const finite = result.checks.find(({ rule }) => rule === 'range.finite');
    expect(finite?.findings).toHaveLength(1);
    expect(finite?.findings[0]).toMatchObject({
      frame: 17,
      row: 0,
      sensor: 3,
      bin: 5,
      path: 'rows[0].sensors[id=3].intensity[5]',
    });
    expect(result.summary.line).toMatch(/^FAILED.*range\.finite.*frame 17/);
  });

  it('counts all frames before an error status and calls the stream broken', async () => {
    const result = await runPlan(streamPlan(await serve({ faults: 'status@20:DATA_LOSS' })), testHost());
    expectValid(result);
    expect(result).toMatchObject({
      outcome: 'broken',
      exitCode: 4,
      frames: { received: 20 },
      status: { name: 'DATA_LOSS' },
    });
    expect(result.failure).not.toBeNull();
  });

  it('stops on purpose after the frames it wants, notes the rest, and that is no error', async () => {
    const address = await serve({ frames: 0 });
    const plan = streamPlan(address, { ending: { maxFrames: 10, afterMs: null, afterReason: 'watched' } });
    // A layout that does not pass max_frames on makes the server go on, as one without the field would.
    const [layout] = plan.layouts;
    const encodeRequest: typeof layout.encodeRequest = ({ job, streamId }) =>
      layout.encodeRequest({ ...(job === undefined ? {} : { job }), ...(streamId === undefined ? {} : { streamId }) });
    const deaf = { ...layout, encodeRequest };
    const result = await runPlan({ ...plan, layouts: [deaf] }, testHost());
    expectValid(result);
    expect(findings(result)).toEqual([]);
    expect(result).toMatchObject({
      outcome: 'passed',
      endReason: 'max-frames',
      frames: { received: 10 },
      status: { name: 'CANCELLED', origin: 'client' },
    });
    expect(result.notes.join()).toMatch(/more frames? came/);
  });

  it('watches a live job for a while and passes', async () => {
    const plan = streamPlan(await serve({ frames: 0 }), {
      ending: { maxFrames: null, afterMs: 300, afterReason: 'watched' },
    });
    const result = await runPlan(plan, testHost());
    expect(result).toMatchObject({ outcome: 'passed', endReason: 'watched' });
  });

  it('calls silence a stalled stream', async () => {
    const plan = streamPlan(await serve({ faults: 'hang@5' }));
    const result = await runPlan(
      { ...plan, streams: [{ streamId: 0, expectation: { ...EXPECTATION, idleMs: 300 } }] },
      testHost(),
    );
    expectValid(result);
    expect(result).toMatchObject({
      outcome: 'broken',
      exitCode: 4,
      failure: { code: 'stalled' },
      frames: { received: 5 },
    });
  });

  it('keeps the partial report when the user interrupts', async () => {
    const controller = new AbortController();
    const host = testHost({
      signal: controller.signal,
      onStart: () => void setTimeout(() => controller.abort('SIGINT'), 300),
    });
    const result = await runPlan(streamPlan(await serve({ frames: 0 })), host);
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 130 });
    expect(result.frames?.received).toBeGreaterThan(0);
  });

  it('waits for a job that is still starting, and reports the wait apart', async () => {
    const attempts: ConnectAttempt[] = [];
    const plan = streamPlan(await serve({ startDelayMs: 1200 }), { waitJobMs: 20_000 });
    const result = await runPlan(plan, testHost({ onAttempt: (attempt) => attempts.push(attempt) }));
    expectValid(result);
    expect(result.outcome).toBe('passed');
    expect(result.connect.attempts.length).toBeGreaterThan(1);
    expect(result.connect.attempts[0]).toMatchObject({ cause: 'UNAVAILABLE' });
    expect(result.connect.startupMs).toBeGreaterThan(result.connect.ms ?? Infinity);
    expect(attempts.some(({ cause }) => cause === 'UNAVAILABLE')).toBe(true);
  });

  it('does not wait for a job that is to be unavailable', async () => {
    const plan = streamPlan(await serve({ faults: 'status@0:UNAVAILABLE' }), { waitJobMs: 60_000 });
    const streams = [{ streamId: 0, expectation: { ...EXPECTATION, status: 14 } }] as const;
    const result = await runPlan({ ...plan, streams }, testHost());
    expect(result).toMatchObject({ outcome: 'passed', exitCode: 0, status: { name: 'UNAVAILABLE' } });
    expect(result.connect.attempts).toHaveLength(1);
  });

  it('says what was expected when something else came', async () => {
    const plan = streamPlan(await serve());
    const streams = [{ streamId: 0, expectation: { ...EXPECTATION, status: 5 } }] as const;
    const result = await runPlan({ ...plan, streams }, testHost());
    expect(result).toMatchObject({ outcome: 'broken', failure: { message: 'OK, where NOT_FOUND was expected' } });
  });

  it('gives up on a job that does not start in time, with its status', async () => {
    const result = await runPlan(streamPlan(await serve({ startDelayMs: 60_000 })), testHost());
    expect(result).toMatchObject({
      outcome: 'broken',
      exitCode: 4,
      status: { name: 'UNAVAILABLE' },
      frames: { received: 0 },
    });
  });

  it('does not wait for a peer that breaks HTTP/2', async () => {
    const peer = await rawPeer((s) => s.send(s.headers(), frame(TYPE.windowUpdate, 0, 0, uint32(0))));
    const result = await runPlan(streamPlan(`127.0.0.1:${peer.port}`, { waitJobMs: 60_000 }), testHost());
    await peer.close();
    expect(result).toMatchObject({ exitCode: 4, failure: { code: 'http2-broken' } });
    expect(result.connect.attempts).toHaveLength(1);
  });

  it('says of each attempt once what follows, while it polls for a server that is not up', async () => {
    const clock = new HandClock();
    const told: (readonly [string | undefined, boolean])[] = [];
    const plan = streamPlan('127.0.0.1:9', {
      jobExists: true,
      found: { startedAt: clock.now(), attempts: [] },
      waitJobMs: 2500,
    });
    const onAttempt = ({ cause }: ConnectAttempt, next: number | null): void => void told.push([cause, next !== null]);
    const result = await runPlan(plan, testHost({ clock, random: () => 0.5, onAttempt }));
    expect(told).toEqual([
      ['tcp-refused', true],
      ['tcp-refused', true],
      ['tcp-refused', false],
    ]);
    expect(result.connect.attempts.map(({ delayMs }) => delayMs)).toEqual([1000, 1000, undefined]);
    expect(result).toMatchObject({ exitCode: 3, failure: { code: 'tcp-refused' } });
  });

  it('gives a document when nothing listens', async () => {
    const result = await runPlan(streamPlan('127.0.0.1:9'), testHost());
    expectValid(result);
    expect(result).toMatchObject({
      outcome: 'errored',
      exitCode: 3,
      status: null,
      frames: null,
      metrics: null,
      failure: { code: 'tcp-refused' },
    });
    expect(result.target).toMatchObject({ security: 'plaintext', tls: null });
    expect(result.connect.attempts).toMatchObject([{ cause: 'tcp-refused', failed: { phase: 'tcp' } }]);
  });

  it('gives a document when it is interrupted while connecting', async () => {
    const controller = new AbortController();
    controller.abort('SIGTERM');
    const result = await runPlan(streamPlan('127.0.0.1:9'), testHost({ signal: controller.signal }));
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'interrupted', exitCode: 143, failure: { code: 'terminated' } });
  });

  it('calls what it cannot explain a bug of its own', async () => {
    const plan = streamPlan(await serve());
    const broken = {
      ...plan.layouts[0],
      encodeRequest: (): Uint8Array => {
        throw new TypeError('boom');
      },
    };
    const result = await runPlan({ ...plan, layouts: [broken] }, testHost());
    expectValid(result);
    expect(result).toMatchObject({ outcome: 'errored', exitCode: 70, failure: { code: 'internal', message: 'boom' } });
  });

  it('lets others look in while it runs', async () => {
    const seen: Snapshot[] = [];
    let peek: () => Snapshot = () => ({ frames: 0, fps: null, lastGapMs: null, errors: 0, warnings: 0 });
    const timer = setInterval(() => seen.push(peek()), 20);
    await runPlan(streamPlan(await serve({ faults: 'nan@3' })), testHost({ onStart: (given) => void (peek = given) }));
    clearInterval(timer);
    expect(peek()).toMatchObject({ frames: 30, errors: 1 });
  });
});
