import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RestFacade } from '../../../src/serve/rest/facade.ts';
import { restManners } from '../../../src/serve/rest/options.ts';
import { CONFIGURE, desk, WATERFALL } from '../../support/serve-rest.ts';
import { wavFile } from '../../support/wav.ts';

const folder = mkdtempSync(join(tmpdir(), 'facade-'));
const source = join(folder, 'tones.wav');
writeFileSync(source, wavFile({ sampleRate: 8000, seconds: 1, tones: [500, 700, 900] }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('RestFacade', () => {
  it('makes a job and describes it the same way afterwards', () => {
    const { post, get, jobs } = desk({ streams: 3, bins: 64 });
    const made = post('/configure', CONFIGURE);
    expect(made).toMatchObject({
      status: 200,
      body: { job_id: '12-70789', stream_amount: 3, frequencies_amount: 64, lines_dt: 0.01, channel_amount: 50 },
    });
    expect(get('/metadata/12-70789')).toEqual(made);
    expect(jobs.implied('datastream')?.id).toBe('12-70789');
    expect(post('/configure', CONFIGURE)).toMatchObject({ body: { job_id: '12-70790' } });
  });

  it('answers 400 with the field and its limit, and makes nothing', () => {
    const { post, get, facade } = desk();
    expect(post('/configure', { ...CONFIGURE, channels: { min: 1, max: 2223 } })).toEqual({
      status: 400,
      body: { detail: 'channels are at most 2222, not 2223' },
    });
    expect(get('/metadata/12-70789').status).toBe(404);
    expect(facade.answer({ method: 'POST', path: '/configure', body: '{' })).toEqual({
      status: 400,
      body: { detail: 'the body is not JSON' },
    });
    expect(post('/configure', { ...CONFIGURE, frequencyRange: { min: 0.1, max: 0.2 } })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('no bin in the frequency range') as string },
    });
  });

  it('leaves the metadata of a starting job empty, with and without a body', () => {
    const { post, get, clock } = desk({ startDelayMs: 6000 });
    expect(post('/configure', CONFIGURE).status).toBe(200);
    const polls = [get('/metadata/12-70789'), get('/metadata/12-70789'), get('/metadata/12-70789')];
    expect(polls).toEqual([{ status: 200 }, { status: 200, body: {} }, { status: 200 }]);
    clock.pass(6000);
    expect(get('/metadata/12-70789')).toMatchObject({ body: { job_id: '12-70789' } });
  });

  it('forgets a job nobody opens', () => {
    const { post, get, clock } = desk({}, { unopenedMs: 2000 });
    post('/configure', CONFIGURE);
    clock.pass(2000);
    expect(get('/metadata/12-70789')).toEqual({ status: 404, body: { detail: 'job not found: 12-70789' } });
  });

  it('knows its channels and its PRR', () => {
    const { get } = desk({ firstSensor: 5, prr: 2000 });
    expect(get('/channels').body).toEqual({ lowest_channel: 5, highest_channel: 2226 });
    expect(desk({ sensors: 3000 }).get('/channels').body).toMatchObject({ highest_channel: 3000 });
    expect(get('/live_metadata').body).toMatchObject({ prr: 2000 });
    expect(desk({}, { quirks: 'prr-live' }).get('/live_metadata').body).toMatchObject({ prr: 1000 });
    expect(desk({}, { quirks: 'prr-unknown' }).get('/live_metadata').body).not.toHaveProperty('prr');
    expect(desk({}, { faults: 'prr-zero' }).get('/live_metadata').body).toMatchObject({ prr: 0 });
  });

  it('acknowledges, and refuses other paths and methods', () => {
    const { get, post, facade } = desk();
    expect([get('/ack').status, post('/ack', {}).status]).toEqual([200, 200]);
    expect(get('/configure')).toEqual({ status: 405, body: { detail: 'GET is not allowed, POST is' } });
    expect(post('/metadata/12-1', {}).status).toBe(405);
    for (const path of ['/', '/metadata', '/metadata/a/b', '/channels/1', '/x\u202e'])
      expect(get(path).status).toBe(404);
    expect(facade.answer({ method: 'GET', path: '/metadata/%41%', body: '' }).body).toEqual({
      detail: 'job not found: %41%',
    });
    expect(get('/metadata/a%20b').body).toEqual({ detail: 'job not found: a b' });
  });

  it('never finds or never readies a job when told so', () => {
    for (const [faults, status] of [
      ['not-found', 404],
      ['never-ready', 200],
    ] as const) {
      const { post, get } = desk({}, { faults });
      expect(post('/configure', CONFIGURE)).toMatchObject({ body: { job_id: '12-70789' } });
      const answer = get('/metadata/12-70789');
      expect([answer.status, JSON.stringify(answer.body ?? {}).includes('stream_port')]).toEqual([status, false]);
    }
  });

  it('streams a recording: its channels, its rate, the frequencies asked for', () => {
    const { post, get, jobs } = desk({ source });
    expect(get('/channels').body).toEqual({ lowest_channel: 1, highest_channel: 3 });
    expect(get('/live_metadata').body).toMatchObject({ prr: 8000 });
    const channels = { min: 2, max: 3 };
    const made = post('/configure', {
      ...CONFIGURE,
      nfftSelection: 256,
      channels,
      frequencyRange: { min: 250, max: 1000 },
    });
    expect(made).toMatchObject({ status: 200, body: { channel_amount: 2, lines_dt: 0.016, metadata: { prr: 8000 } } });
    const job = jobs.find('12-70789')!;
    expect(job.frequencies[0]).toBe(250);
    const row = new Float32Array(2 * job.bins);
    job.picture(0, 2).row(5, row, 0);
    const peaks = [row.subarray(0, job.bins), row.subarray(job.bins)].map(
      (values) => job.frequencies[values.indexOf(Math.max(...values))],
    );
    // Bins are 31.25 Hz apart.
    expect(peaks.map((hz, i) => Math.abs((hz ?? 0) - [700, 900][i]!) < 32)).toEqual([true, true]);
    expect(post('/configure', { ...CONFIGURE, channels: { min: 1, max: 4 } }).status).toBe(400);
    expect(post('/configure', { ...WATERFALL, channels }).status).toBe(400);
  });

  it('names the address it was reached at when it listens everywhere', () => {
    const told = (host: string, localAddress: string): unknown => {
      const place = { host, port: 1, tls: false };
      const { jobs } = desk();
      const facade = new RestFacade({ jobs, defaults: {}, place, manners: restManners({}) });
      return facade.answer({ method: 'POST', path: '/configure', body: JSON.stringify(CONFIGURE), localAddress }).body;
    };
    expect(told('0.0.0.0', '127.0.0.2')).toMatchObject({ stream_url: 'http://127.0.0.2' });
    expect(told('[::]', '::ffff:127.0.0.2')).toMatchObject({ stream_url: 'http://127.0.0.2' });
    expect(told('[::]', '::1')).toMatchObject({ stream_url: 'http://[::1]' });
    expect(told('localhost', '127.0.0.2')).toMatchObject({ stream_url: 'http://localhost' });
  });
});
