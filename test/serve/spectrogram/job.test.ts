import { describe, expect, it } from 'vitest';
import { createJob, streamFaults, streamSensors } from '../../../src/serve/spectrogram/job.ts';

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
    expect(createJob('j', { dtMs: 10, rows: 5 }).fps).toBe(20);
  });

  it('is numbered by the last number of its id, or as said', () => {
    const number = (id: string, jobNumber?: number): number | null =>
      createJob(id, jobNumber === undefined ? {} : { jobNumber }).number;
    expect([number('12-70788'), number('12-70788', 5), number('12-70788', 0)]).toEqual([70_788, 5, null]);
    expect([number('j'), number('7a'), number('99999999999')]).toEqual([null, 7, null]);
  });

  it('crops and decimates the frequencies it was asked for', () => {
    const job = createJob('j', { nfft: 1024, prr: 1000, bins: 64, frequencyRange: '0..500' });
    expect(job.bins).toBe(64);
    expect(job.frequencies.slice(0, 2)).toEqual([0, 7.8125]);
    expect(createJob('j', { nfft: 1000, prr: 1000, frequencyRange: { min: 10, max: 20 } }).frequencies).toEqual([
      10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    ]);
  });

  it('knows the views: a single channel with a long FFT, a waterfall without one', () => {
    expect(createJob('j', { viewType: 1, nfft: 65_536 })).toMatchObject({ sensors: 1, bins: 32_769 });
    const waterfall = { viewType: 2, nfft: 1, bins: 1, frequencies: [0] };
    expect(createJob('j', { viewType: 2, prr: 2000 })).toMatchObject(waterfall);
    expect(createJob('j', { nfft: 1, prr: 2000, dtMs: 0.5, rows: 100 })).toMatchObject({ ...waterfall, fps: 20 });
  });

  it('ends a historic job with the rows of its span, whatever the frames', () => {
    const job = createJob('j', { startTime: 1_600_000_000_000, endTime: 1_600_000_001_010, dtMs: 10, rows: 5 });
    expect([job.frames, job.picture(0, 1).rows]).toEqual([Infinity, 101]);
  });

  it.each([
    [{ streams: 4, sensors: 3 }, 'job j cannot split 3 sensors over 4 streams'],
    [{ faults: 'nan@1:sensor=51' }, 'the fault nan names sensor 51, which job j does not have'],
    [{ faults: 'nan@1:sensor=1;bin=513' }, 'the fault nan names bin 513, which job j does not have'],
    [{ faults: 'nan@1:sensor=3', firstSensor: 10 }, 'the fault nan names sensor 3, which job j does not have'],
    [{ faults: 'hang@1:stream=3', streams: 3 }, 'the fault hang names stream 3, which job j does not have'],
    [{ faults: 'shape-zero@1' }, 'the fault shape-zero has no meaning in the layout datastream of job j'],
    [
      { faults: 'nan@1', layout: 'pandadatastream', element: 'int16' },
      'the fault nan has no meaning for the int16 values of job j',
    ],
    [{ element: 'int16' }, 'job j cannot send int16: in the layout datastream values are float32'],
    [{ viewType: 1, sensors: 2 }, 'job j shows a single channel, not 2 sensors'],
    [{ frequencyRange: '0.1..0.2' }, 'job j has no bin in the frequency range asked for'],
    [{ endTime: 1_600_000_000_000 }, 'job j ends at a time it has not started before'],
  ] as const)('refuses %j', (options, message) => {
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

describe('streamFaults', () => {
  it('gives each stream those of all and its own', () => {
    const job = createJob('j', { streams: 2, faults: 'nan@1,hang@2:stream=1' });
    const names = [0, 1].map((stream) => streamFaults(job, stream).map(({ definition }) => definition.name));
    expect(names).toEqual([['nan'], ['nan', 'hang']]);
  });
});
