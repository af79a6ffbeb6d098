import { describe, expect, it } from 'vitest';
import { GrpcError } from '../../../src/serve/errors.ts';
import { detachedCall } from '../../../src/serve/handler.ts';
import type { GrpcCall } from '../../../src/serve/handler.ts';
import { GrpcRequest } from '../../../src/serve/message.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import type { JobOptions } from '../../../src/serve/spectrogram/job-options.ts';
import { streamFrames } from '../../../src/serve/spectrogram/stream-frames.ts';
import { JumpingClock } from '../../support/serve-clock.ts';
import { decodeFrame } from '../../support/serve-proto.ts';
import type { DecodedFrame } from '../../support/serve-proto.ts';

const request = new GrpcRequest({ serviceName: 's', methodName: 'm', payload: Uint8Array.of() });

interface Sent {
  readonly at: number;
  readonly frame: DecodedFrame;
  readonly payload: Uint8Array;
}

async function play(
  options: JobOptions,
  { clock = new JumpingClock(), maxFrames = 0, call = detachedCall(request), each = ignore } = {},
): Promise<Sent[]> {
  const begun = clock.now();
  const sent: Sent[] = [];
  const job = createJob('j', { sensors: 3, bins: 5, frames: 6, ...options });
  for await (const { payload } of streamFrames(job, { stream: 0, maxFrames, clock }, call)) {
    sent.push({ at: clock.now() - begun, frame: decodeFrame(payload), payload });
    each(sent.length);
  }
  return sent;
}

const times = (sent: readonly Sent[]): number[] => sent.map(({ at }) => Math.round(at));

describe('streamFrames', () => {
  it('sends on an absolute schedule and ends with the job', async () => {
    expect(times(await play({}))).toEqual([0, 50, 100, 150, 200, 250]);
  });

  it('sends the same bytes for the same seed and clock', async () => {
    const [first, second] = [await play({}), await play({})];
    expect(first.map(({ payload }) => payload)).toEqual(second.map(({ payload }) => payload));
  });

  it('honours max_frames', async () => {
    expect(await play({}, { maxFrames: 2 })).toHaveLength(2);
    expect(await play({}, { maxFrames: 20 })).toHaveLength(6);
    // A lost frame does not count as sent.
    expect(await play({ faults: 'drop-frame@1' }, { maxFrames: 3 })).toHaveLength(3);
  });

  it('stamps the moment of sending, and lets rows end just then', async () => {
    const clock = new JumpingClock();
    const begun = clock.epoch();
    const sent = await play({ rows: 2 }, { clock });
    expect(sent.map(({ frame }) => frame.sentAt - begun)).toEqual([0, 50, 100, 150, 200, 250]);
    expect(sent.map(({ frame }) => frame.rows.at(-1)!.end - frame.sentAt)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('lets overlapping rows end at the moment of sending too', async () => {
    const sent = await play({ quirks: 'overlapped-rows', nfft: 65_536 });
    for (const { frame } of sent) expect(frame.rows[0]!.end - frame.sentAt).toBe(0);
  });

  it('catches up in a burst after its consumer stalled, and source time keeps its cadence', async () => {
    const clock = new JumpingClock();
    const sent = await play({}, { clock, each: (count) => count === 2 && clock.pass(130) });
    // Frames 2 and 3 were due at 100 and 150 while nobody came for them.
    expect(times(sent)).toEqual([0, 50, 180, 180, 200, 250]);
    expect(sent.map(({ frame }) => frame.rows[0]!.start - sent[0]!.frame.rows[0]!.start)).toEqual([
      0, 50, 100, 150, 200, 250,
    ]);
  });

  it('stall holds a frame back, the next ones catch up', async () => {
    expect(times(await play({ faults: 'stall@2:120ms' }))).toEqual([0, 50, 220, 220, 220, 250]);
  });

  it('late-first delays the whole stream; rows are fresh all the same', async () => {
    const sent = await play({ faults: 'late-first:6s' });
    expect(times(sent)).toEqual([6000, 6050, 6100, 6150, 6200, 6250]);
    expect(sent[0]!.frame.rows[0]!.end).toBe(sent[0]!.frame.sentAt);
  });

  it('starts where a historic job starts, and shifts the clock of the server', async () => {
    const historic = await play({ startTime: 1_600_000_000_000 });
    expect(historic[0]!.frame.rows[0]!.start).toBe(1_600_000_000_000);
    const shifted = await play({ clockOffsetMs: -30_000 });
    expect(shifted[0]!.frame.sentAt).toBe(1_799_999_970_000);
    expect(shifted[0]!.frame.rows[0]!.end).toBe(1_799_999_970_000);
  });

  it('ends a historic job after the rows of its span, the last frame short', async () => {
    const startTime = 1_600_000_000_000;
    const sent = await play({ startTime, endTime: startTime + 1070, dtMs: 10, rows: 5, fps: 0, frames: 0 });
    expect(times(sent)).toEqual(Array(22).fill(0));
    const rows = sent.flatMap(({ frame }) => frame.rows);
    expect(rows).toHaveLength(107);
    expect(sent.at(-1)!.frame.rows).toHaveLength(2);
    expect([rows[0]!.start, rows.at(-1)!.end]).toEqual([startTime, startTime + 1070]);
  });

  it('delays and slows the stream a fault names, and no other', async () => {
    const options = { sensors: 2, bins: 5, frames: 4, streams: 2, faults: 'late-first:1s;stream=1,slow:0.5;stream=1' };
    const job = createJob('j', options);
    const all: number[][] = [];
    for (const stream of [0, 1]) {
      const clock = new JumpingClock();
      const begun = clock.now();
      const sent: number[] = [];
      const frames = streamFrames(job, { stream, maxFrames: 0, clock }, detachedCall(request));
      for await (const { payload } of frames) sent.push(payload.length > 0 ? Math.round(clock.now() - begun) : -1);
      all.push(sent);
    }
    expect(all).toEqual([
      [0, 50, 100, 150],
      [1000, 1100, 1200, 1300],
    ]);
  });

  it('replays a recording that ends now when it is as fast as it can', async () => {
    const sent = await play({ fps: 0, frames: 100 });
    expect(times(sent)).toEqual(Array(100).fill(0));
    expect(sent.at(-1)!.frame.rows[0]!.end).toBe(sent.at(-1)!.frame.sentAt);
    expect((await play({ fps: 0, frames: 0 }, { maxFrames: 5 })).at(-1)!.frame.rows[0]!.end).toBe(1_800_000_000_000);
  });

  it('ends with OK, a status, or silence as scripted', async () => {
    expect(await play({ faults: 'end@2' })).toHaveLength(2);
    expect(await play({ faults: 'no-frames' })).toEqual([]);
    await expect(play({ faults: 'status@2:ABORTED:gone' })).rejects.toEqual(new GrpcError(10, 'gone'));
  });

  it.each([
    ['hang@2', []],
    ['reset@2:8', [8]],
    ['disconnect@2', ['disconnect']],
  ])('%s is silent until the call is over', async (faults, expected) => {
    const done: unknown[] = [];
    const controller = new AbortController();
    const clock = new JumpingClock();
    clock.sleep = (ms, signal) => (ms < 1e9 ? Promise.resolve(clock.pass(ms)) : rejectWhenAborted(signal));
    const call: GrpcCall = {
      ...detachedCall(request, controller.signal),
      reset: (code) => done.push(code) > 0,
      disconnect: () => done.push('disconnect') > 0,
    };
    setTimeout(() => controller.abort(new Error('over')), 20);
    let sent = 0;
    await expect(play({ faults }, { clock, call, each: (count) => (sent = count) })).rejects.toThrow('over');
    expect(sent).toBe(2);
    expect(done).toEqual(expected);
  });

  it.each(['reset@2', 'disconnect@2'])('%s is INTERNAL without a connection', async (faults) => {
    await expect(play({ faults })).rejects.toMatchObject({ code: 13 });
  });

  it('ends at once when the call is over', async () => {
    const controller = new AbortController();
    const call = detachedCall(request, controller.signal);
    const playing = play({ fps: 0 }, { call, each: (count) => count === 3 && controller.abort(new Error('over')) });
    await expect(playing).rejects.toThrow('over');
  });
});

function rejectWhenAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('over')), { once: true }));
}

function ignore(count: number): void {
  expect(count).toBeGreaterThan(0);
}
