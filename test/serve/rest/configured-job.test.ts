import { describe, expect, it } from 'vitest';
import { readConfigure } from '../../../src/serve/rest/configure-request.ts';
import { configuredJob } from '../../../src/serve/rest/configured-job.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import type { Job } from '../../../src/serve/spectrogram/job.ts';
import type { JobOptions } from '../../../src/serve/spectrogram/job-options.ts';
import { CONFIGURE, WATERFALL } from '../../support/serve-rest.ts';

function configured(request: object, defaults: JobOptions = {}, historicFps?: number): Job {
  const instrument = { channels: { min: 1, max: 2222 }, prr: defaults.prr ?? 1000 };
  const read = readConfigure({ ...CONFIGURE, ...request }, instrument);
  return createJob('j', configuredJob(read, defaults, instrument, historicFps));
}

describe('configuredJob', () => {
  it('is live without end and sends, 20 times a second, the rows that are ready', () => {
    const job = configured({ channels: { min: 11, max: 60 } }, { frames: 200, rows: '1', fps: 20, streams: 3 });
    expect(job).toMatchObject({
      firstSensor: 11,
      sensors: 50,
      nfft: 1024,
      bins: 513,
      dtMs: 10,
      rows: { min: 5, max: 5 },
      fps: 20,
      frames: Infinity,
      startTime: null,
      streams: 3,
    });
  });

  it('keeps real time with rows that vary or have a step of their own', () => {
    for (const defaults of [{ rows: '1..4' }, { quirks: 'varying-rows' }, { dtMs: 25 }, { fps: 7 }]) {
      const { fps, dtMs, rows } = configured({}, defaults);
      expect((fps * dtMs * (rows.min + rows.max)) / 2).toBeCloseTo(1000, 6);
    }
    expect(configured({}, { dtMs: 25 }).dtMs).toBe(25);
    expect(configured({}, { fps: 0, rows: 3 })).toMatchObject({ fps: 0, rows: { min: 3, max: 3 } });
  });

  it('gives fewer frequencies where the server is told to', () => {
    expect(configured({}, { bins: 64 }).frequencies).toHaveLength(64);
    expect(configured({ frequencyRange: { min: 100, max: 200 } }).frequencies.at(0)).toBeGreaterThanOrEqual(100);
  });

  it('delivers a historic span with its own times, as fast as it can or as said', () => {
    const span = { start_time: 1_700_000_000, end_time: 1_700_000_002 };
    const job = configured(span, { startTime: 5 });
    expect(job).toMatchObject({ startTime: 1_700_000_000_000, fps: 0, frames: Infinity });
    expect(job.picture(0, 1).rows).toBe(200);
    expect(configured(span, {}, 50).fps).toBe(50);
  });

  it('makes waterfall rows at the PRR, several a frame', () => {
    const { nfft, bins, dtMs, rows, viewType } = configured(
      { ...WATERFALL, frequencyRange: null, displayTimeAxisDuration: null },
      { prr: 2000, bins: 64 },
    );
    expect({ nfft, bins, dtMs, rows, viewType }).toEqual({
      nfft: 1,
      bins: 1,
      dtMs: 0.5,
      rows: { min: 100, max: 100 },
      viewType: 2,
    });
  });

  it('has no more streams than channels', () => {
    expect(configured({ channels: { min: 5, max: 5 }, view_type: 1 }, { streams: 3 }).streams).toBe(1);
  });
});
