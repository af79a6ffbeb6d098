import { describe, expect, it } from 'vitest';
import { GrpcError, InvalidArgumentError, NotFoundError, UnimplementedError } from '../../../src/serve/errors.ts';
import { detachedCall } from '../../../src/serve/handler.ts';
import { GrpcRequest } from '../../../src/serve/message.ts';
import type { GrpcResponse } from '../../../src/serve/message.ts';
import { SPECTROGRAM_SERVICE, SpectrogramHandler } from '../../../src/serve/spectrogram/handler.ts';
import { JobStore } from '../../../src/serve/spectrogram/job-store.ts';
import { createJobs } from '../../../src/serve/spectrogram/job-table.ts';
import { JumpingClock } from '../../support/serve-clock.ts';
import { decodeFrame, decodeHealth, encodeRequest } from '../../support/serve-proto.ts';

const clock = new JumpingClock();
const handler = new SpectrogramHandler(
  new JobStore(
    createJobs({ sensors: 4, bins: 5, frames: 3 }, { a: {}, late: { startDelayMs: 6000 }, split: { streams: 2 } }),
    clock,
  ),
  '9.9',
);

function request(methodName: string, payload: Uint8Array): GrpcRequest {
  return new GrpcRequest({ serviceName: SPECTROGRAM_SERVICE, methodName, payload });
}

function open(payload: Uint8Array): AsyncIterable<GrpcResponse> {
  const asked = request('StreamSpectrograms', payload);
  return handler.handleServerStream(asked, detachedCall(asked));
}

async function frames(payload: Uint8Array): Promise<ReturnType<typeof decodeFrame>[]> {
  const all: ReturnType<typeof decodeFrame>[] = [];
  for await (const { payload: bytes } of open(payload)) all.push(decodeFrame(bytes));
  return all;
}

describe('SpectrogramHandler', () => {
  it('streams the job asked for, up to max_frames', async () => {
    expect(await frames(encodeRequest('a'))).toHaveLength(3);
    expect(await frames(encodeRequest('a', 2))).toHaveLength(2);
  });

  it('says which job it does not have', () => {
    expect(() => open(encodeRequest('12-1\n'))).toThrow(new NotFoundError('job not found: 12-1\\n'));
  });

  it('gives each stream of a split job its channels, and no more streams than there are', async () => {
    const [first] = await frames(encodeRequest('split', 1, 0));
    const [second] = await frames(encodeRequest('split', 1, 1));
    expect([first, second].map((frame) => frame?.rows[0]?.sensors.map(({ id }) => id))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(() => open(encodeRequest('split', 1, 2))).toThrow('stream not found: 2 of job split');
    expect(() => open(encodeRequest('split', 1, -1))).toThrow(NotFoundError);
  });

  it('is UNAVAILABLE for a job that is still starting, and then streams it', async () => {
    const starting = new JumpingClock();
    const late = new SpectrogramHandler(
      new JobStore(createJobs({ frames: 1, sensors: 1, bins: 2 }, { late: { startDelayMs: 6000 } }), starting),
      '1',
    );
    const asked = request('StreamSpectrograms', encodeRequest('late'));
    expect(() => late.handleServerStream(asked, detachedCall(asked))).toThrow(
      new GrpcError(14, 'job late is starting'),
    );
    starting.pass(6000);
    expect(late.handleServerStream(asked, detachedCall(asked))).toBeDefined();
  });

  it('refuses a request that is no protobuf and a method it does not have', () => {
    expect(() => open(Uint8Array.of(0x0a, 9))).toThrow(InvalidArgumentError);
    const other = request('Other', Uint8Array.of());
    expect(() => handler.handleRequest(other)).toThrow(UnimplementedError);
    expect(() => handler.handleServerStream(other, detachedCall(other))).toThrow(UnimplementedError);
  });

  it('tells its health, version and status', () => {
    const { payload } = handler.handleRequest(request('CheckHealth', Uint8Array.of()));
    expect(decodeHealth(payload)).toEqual({ healthy: true, version: '9.9', status: 'SERVING' });
  });
});
