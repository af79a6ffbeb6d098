import { describe, expect, it } from 'vitest';
import { GrpcError, NotFoundError } from '../../../src/serve/errors.ts';
import { detachedCall } from '../../../src/serve/handler.ts';
import { GrpcRequest } from '../../../src/serve/message.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import { JobStore } from '../../../src/serve/spectrogram/job-store.ts';
import { openStream } from '../../../src/serve/spectrogram/open-stream.ts';
import { JumpingClock } from '../../support/serve-clock.ts';

const call = detachedCall(new GrpcRequest({ serviceName: 's', methodName: 'm', payload: Uint8Array.of() }));
const job = createJob('j\n', { sensors: 2, bins: 3, streams: 2, frames: 4, startDelayMs: 100 });

describe('openStream', () => {
  it('is UNAVAILABLE while the job starts; a refusal does not keep the job alive', () => {
    const clock = new JumpingClock();
    const store = new JobStore(new Map(), clock, 50);
    store.add(job);
    expect(() => openStream(store, job, { stream: 0, maxFrames: 0 }, call)).toThrow(
      new GrpcError(14, 'job j\\n is starting'),
    );
    clock.pass(50);
    expect(store.find(job.id)).toBeUndefined();
  });

  it('follows the job and has no streams but its own', async () => {
    const clock = new JumpingClock();
    const store = new JobStore(new Map([[job.id, job]]), clock);
    clock.pass(100);
    let count = 0;
    for await (const { payload } of openStream(store, job, { stream: 1, maxFrames: 3 }, call))
      count += Math.sign(payload.length);
    expect(count).toBe(3);
    expect(() => openStream(store, job, { stream: 2, maxFrames: 0 }, call)).toThrow(NotFoundError);
    expect(() => openStream(store, job, { stream: -1, maxFrames: 0 }, call)).toThrow(
      'stream not found: -1 of job j\\n',
    );
  });
});
