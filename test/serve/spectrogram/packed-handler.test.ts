import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, NotFoundError, UnimplementedError } from '../../../src/serve/errors.ts';
import { detachedCall } from '../../../src/serve/handler.ts';
import { GrpcRequest } from '../../../src/serve/message.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import { JobStore } from '../../../src/serve/spectrogram/job-store.ts';
import { createJobs } from '../../../src/serve/spectrogram/job-table.ts';
import { PACKED_SERVICE, PackedHandler } from '../../../src/serve/spectrogram/packed-handler.ts';
import { JumpingClock } from '../../support/serve-clock.ts';
import { decodePacked, encodePackedRequest } from '../../support/serve-packed.ts';
import type { DecodedPacked } from '../../support/serve-packed.ts';

const small = { sensors: 5, bins: 4, frames: 3, layout: 'pandadatastream' } as const;

function request(payload: Uint8Array, methodName = 'StreamData'): GrpcRequest {
  return new GrpcRequest({ serviceName: PACKED_SERVICE, methodName, payload });
}

async function frames(store: JobStore, stream = 0): Promise<DecodedPacked[]> {
  const asked = request(encodePackedRequest(stream));
  const all: DecodedPacked[] = [];
  const responses = new PackedHandler(store).handleServerStream(asked, detachedCall(asked));
  for await (const { payload } of responses) all.push(decodePacked(payload));
  return all;
}

describe('PackedHandler', () => {
  it('streams the job of the server, which no request names', async () => {
    const store = new JobStore(createJobs(small, { '12-70788': {} }), new JumpingClock());
    const all = await frames(store);
    expect(all).toHaveLength(3);
    for (const frame of all) expect(frame).toMatchObject({ channels: [1, 5], shape: [20, 1], jobId: 70_788 });
  });

  it('gives each stream its channels', async () => {
    const store = new JobStore(createJobs({ ...small, streams: 2 }), new JumpingClock());
    expect((await frames(store, 0))[0]).toMatchObject({ channels: [1, 2], shape: [8, 1] });
    expect((await frames(store, 1))[0]).toMatchObject({ channels: [3, 5], shape: [12, 1] });
    await expect(frames(store, 2)).rejects.toThrow(NotFoundError);
  });

  it('streams the job last configured', async () => {
    const store = new JobStore(createJobs(small), new JumpingClock());
    store.add(createJob('12-9', { ...small, firstSensor: 100 }));
    expect((await frames(store))[0]).toMatchObject({ channels: [100, 104], jobId: 9 });
  });

  it('has no job of the other layout', async () => {
    await expect(frames(new JobStore(createJobs(), new JumpingClock()))).rejects.toThrow(
      new NotFoundError('job not found: the server has none'),
    );
  });

  it('refuses a request that is no protobuf and a method it does not have', () => {
    const handler = new PackedHandler(new JobStore(createJobs(small), new JumpingClock()));
    const open = (asked: GrpcRequest): unknown => handler.handleServerStream(asked, detachedCall(asked));
    expect(() => open(request(Uint8Array.of(0x08)))).toThrow(InvalidArgumentError);
    expect(() => open(request(Uint8Array.of(), 'CheckHealth'))).toThrow(UnimplementedError);
    expect(() => handler.handleRequest(request(Uint8Array.of(), 'CheckHealth'))).toThrow(UnimplementedError);
  });
});
