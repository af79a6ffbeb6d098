import { describe, expect, it } from 'vitest';
import { createJob, streamSensors } from '../../../src/serve/spectrogram/job.ts';

describe('createJob', () => {
  it('is by default 50 channels of 513 bins, 20 frames a second, 200 of them', () => {
    expect(createJob('12-70788', {})).toMatchObject({
      canvas: 'canvas-12-70788',
      firstSensor: 1,
      sensors: 50,
      bins: 513,
      nfft: 1024,
      prr: 1000,
      rows: { min: 1, max: 1 },
      fps: 20,
      dtMs: 50,
      rowMs: 50,
      frames: 200,
      streams: 1,
      startTime: null,
    });
  });

  it('derives bins, NFFT and the row step from what is said', () => {
    expect(createJob('j', { nfft: 256 })).toMatchObject({ bins: 129, nfft: 256 });
    expect(createJob('j', { bins: 64 })).toMatchObject({ bins: 64, nfft: 126 });
    expect(createJob('j', { bins: 1 })).toMatchObject({ bins: 1, nfft: 1024 });
    expect(createJob('j', { rows: '1..4', fps: 10 }).dtMs).toBe(40);
    expect(createJob('j', { fps: 0 }).dtMs).toBe(1);
    expect(createJob('j', { dtMs: 0.5, rows: 100 }).dtMs).toBe(0.5);
    expect(createJob('j', { frames: 0 }).frames).toBe(Infinity);
  });

  it.each([
    [{ streams: 4, sensors: 3 }, 'job j cannot split 3 sensors over 4 streams'],
    [{ faults: 'nan@1:sensor=51' }, 'the fault nan names sensor 51, which job j does not have'],
    [{ faults: 'nan@1:sensor=1;bin=513' }, 'the fault nan names bin 513, which job j does not have'],
    [{ faults: 'nan@1:sensor=3', firstSensor: 10 }, 'the fault nan names sensor 3, which job j does not have'],
  ])('refuses %j', (options, message) => {
    expect(() => createJob('j', options)).toThrow(expect.objectContaining({ code: 'usage', message }));
  });
});

describe('streamSensors', () => {
  it('deals the channels out in blocks, each exactly once', () => {
    const job = createJob('j', { sensors: 50, streams: 3 });
    expect([0, 1, 2].map((stream) => streamSensors(job, stream))).toEqual([
      { from: 0, to: 16 },
      { from: 16, to: 33 },
      { from: 33, to: 50 },
    ]);
  });
});
