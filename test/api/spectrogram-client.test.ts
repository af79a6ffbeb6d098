import { afterEach, describe, expect, it } from 'vitest';
import type { Frame } from '../../src/base/frame.ts';
import { StreamError } from '../../src/api/frame-stream.ts';
import { connect } from '../../src/api/spectrogram-client.ts';
import type { RunningServer } from '../../src/serve/server.ts';
import { startSpectrogramServer } from '../../src/serve/server.ts';
import type { JobOptions } from '../../src/serve/spectrogram/job-options.ts';

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function serve(job: JobOptions = {}): Promise<string> {
  const server = await startSpectrogramServer({ defaults: { sensors: 4, bins: 16, fps: 200, frames: 30, ...job } });
  running.push(server);
  return server.address;
}

async function taken(frames: AsyncIterable<Frame>): Promise<number[]> {
  const sequence: number[] = [];
  for await (const frame of frames) sequence.push(frame.sequence);
  return sequence;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('connect and streamSpectrograms', () => {
  it('give every frame once, in order, as typed views', async () => {
    await using client = await connect(await serve());
    const sequence: number[] = [];
    for await (const frame of client.streamSpectrograms('12-70788')) {
      sequence.push(frame.sequence);
      expect([frame.rowCount, frame.sensorCount, frame.valueCount]).toEqual([1, 4, 64]);
      expect(frame.value(3, 15)).toBeLessThanOrEqual(frame.sensors.max[3] as number);
    }
    expect(sequence).toEqual(upTo(30));
    expect(client.metrics()?.gapMs.count).toBe(29);
    expect(client.tls).toBeNull();
    expect(client.peerAddress).toMatch(/127\.0\.0\.1/);
  });

  it('lose nothing for a consumer that is slow at times', async () => {
    await using client = await connect(await serve({ fps: 0, frames: 200 }));
    let count = 0;
    for await (const frame of client.streamSpectrograms('12-70788')) {
      expect(frame.index).toBe(count);
      count += 1;
      if (count % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(count).toBe(200);
  });

  it('end the call when the loop is left, and close the measures', async () => {
    await using client = await connect(await serve({ frames: 0 }));
    const stream = client.streamSpectrograms('12-70788');
    expect(stream.metrics()).toBeNull();
    for await (const frame of stream) if (frame.index === 5) break;
    expect(stream.status).toMatchObject({ name: 'CANCELLED', origin: 'client' });
    expect(stream.metrics()?.gapMs.count).toBeGreaterThanOrEqual(5);
  });

  it('stop after maxFrames, also where the server would go on', async () => {
    await using client = await connect(await serve({ frames: 0 }));
    expect(await taken(client.streamSpectrograms('12-70788', { maxFrames: 7 }))).toEqual(upTo(7));
  });

  it('give all frames before an error status, then throw it', async () => {
    await using client = await connect(await serve({ faults: 'status@20:DATA_LOSS' }));
    const seen: number[] = [];
    const reading = (async () => {
      for await (const frame of client.streamSpectrograms('12-70788')) seen.push(frame.sequence);
    })();
    await expect(reading).rejects.toThrow(StreamError);
    await expect(reading).rejects.toMatchObject({ status: { name: 'DATA_LOSS' }, exitCode: 4 });
    expect(seen).toEqual(upTo(20));
  });

  it('throw at a message that is no frame, or hand it over', async () => {
    const address = await serve({ faults: 'truncated-field@3' });
    await using client = await connect(address);
    await expect(taken(client.streamSpectrograms('12-70788'))).rejects.toThrow(/^message 3: .*at byte \d+/);
    const bad: string[] = [];
    const sequence = await taken(client.streamSpectrograms('12-70788', { onBad: (fault) => bad.push(fault.kind) }));
    expect(sequence).toHaveLength(29);
    expect(bad).toHaveLength(1);
  });

  it('call silence a stalled stream', async () => {
    await using client = await connect(await serve({ faults: 'hang@2' }));
    await expect(
      taken(client.streamSpectrograms('12-70788', { idleMs: 200, timeoutMs: 10_000 })),
    ).rejects.toMatchObject({ code: 'stalled' });
  });

  it('disconnect by hand, twice, even while a stream runs', async () => {
    const client = await connect(await serve({ frames: 0 }), { security: 'plaintext', metadata: { 'x-tenant': 'a' } });
    client.streamSpectrograms('12-70788');
    await client.disconnect();
    await client.disconnect();
  });

  it('name the cause when nothing listens', async () => {
    await expect(connect('127.0.0.1:9', { retries: 0 })).rejects.toMatchObject({ code: 'tcp-refused' });
  });
});
