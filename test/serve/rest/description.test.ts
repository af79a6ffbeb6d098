import { describe, expect, it } from 'vitest';
import { describeJob, shownPrr } from '../../../src/serve/rest/description.ts';
import { restManners } from '../../../src/serve/rest/options.ts';
import { createJob } from '../../../src/serve/spectrogram/job.ts';
import type { JobOptions } from '../../../src/serve/spectrogram/job-options.ts';

const place = { host: '127.0.0.1', port: 50_051, tls: false };

function described(quirks = '', faults = '', more: JobOptions = {}, tls = false): Record<string, unknown> {
  const job = createJob('12-1', { sensors: 6, firstSensor: 11, nfft: 128, bins: 4, dtMs: 10, streams: 3, ...more });
  return describeJob(job, { ...place, tls }, restManners({ quirks, faults }));
}

describe('describeJob', () => {
  it('answers every field as a real server does', () => {
    expect(described()).toEqual({
      status: '',
      job_id: '12-1',
      stream_url: 'http://127.0.0.1',
      stream_port: 50_051,
      channel_amount: 6,
      frequencies_amount: 4,
      frequencies_list: [0, 125, 250, 375],
      lines_dt: 0.01,
      channel_to_stream_index: { 11: 0, 12: 0, 13: 1, 14: 1, 15: 2, 16: 2 },
      stream_amount: 3,
      view_type: 0,
      metadata: { prr: 1000 },
    });
  });

  it.each([
    ['stringly', { stream_port: '50051' }],
    ['bare-url', { stream_url: '127.0.0.1' }],
  ])('with the quirk %s says %j', (quirk, expected) => {
    expect(described(quirk)).toEqual({ ...described(), ...expected });
  });

  it.each(['prr-live', 'prr-unknown'])('with the quirk %s does not tell the PRR', (quirk) => {
    expect(described(quirk)).not.toHaveProperty('metadata');
  });

  it('knows a waterfall with one frequency or with none, and TLS by its scheme', () => {
    expect(described('', '', { nfft: 1, bins: 1 })).toMatchObject({ frequencies_amount: 1, frequencies_list: [0] });
    const none = { frequencies_amount: 0, frequencies_list: [], view_type: 2 };
    expect(described('no-frequencies', '', { nfft: 1, bins: 1 })).toMatchObject(none);
    expect(described('no-frequencies')).toEqual(described());
    expect(described('', '', {}, true)).toMatchObject({ stream_url: 'https://127.0.0.1' });
  });

  it.each([
    ['contradiction', { frequencies_list: [0, 125, 250] }],
    ['channel-count', { channel_amount: 7 }],
    ['stream-count', { stream_amount: 4 }],
    ['wrong-port', { stream_port: 1 }],
    ['impossible-port', { stream_port: 70_000 }],
    ['prr-zero', { metadata: { prr: 0 } }],
    ['axis-unsorted', { frequencies_list: [375, 250, 125, 0] }],
    ['axis-outside', { frequencies_list: [1000, 1125, 1250, 1375] }],
  ])('with the fault %s says %j', (fault, expected) => {
    expect(described('', fault)).toEqual({ ...described(), ...expected });
  });
});

describe('shownPrr', () => {
  it('is the PRR, or 0 for a server without a live source', () => {
    expect(shownPrr(2000, restManners({}))).toBe(2000);
    expect(shownPrr(2000, restManners({ faults: 'prr-zero' }))).toBe(0);
  });
});
