import { describe, expect, it } from 'vitest';
import { planJob } from '../../../src/cli/commands/job-plan.ts';
import { draftStream } from '../../../src/cli/commands/stream-plan.ts';
import { STREAM } from '../../../src/cli/options/tables.ts';
import { parseDescription } from '../../../src/frame/description.ts';
import type { FoundJob } from '../../../src/run/focus/find-job.ts';
import type { StreamPlan } from '../../../src/run/plan.ts';
import { parseTarget } from '../../../src/wire/target.ts';
import { testIo } from '../../support/io.ts';
import { streamPlan } from '../../support/plan.ts';
import { settingsOf } from '../../support/settings.ts';

const REPLY = {
  job_id: '12-70788',
  stream_url: 'http://127.0.0.1',
  stream_port: 50_099,
  channel_amount: 6,
  frequencies_amount: 4,
  frequencies_list: [0, 1, 2, 3],
  lines_dt: 0.05,
  stream_amount: 3,
  channel_to_stream_index: { 1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 2 },
};

function plan(
  said: Record<string, string | boolean> = {},
  more: Partial<FoundJob> = {},
  target: string | null = null,
): StreamPlan {
  const settings = settingsOf(STREAM, { layout: 'datastream', ...said });
  const source = { embedded: false, text: target, origin: 'argument' } as const;
  const reach = target === null ? null : { ...streamPlan(target).reach, target: parseTarget(target) };
  const found: FoundJob = {
    description: parseDescription(REPLY, 'reply'),
    request: undefined,
    jobId: '12-70788',
    target: 'http://127.0.0.1:50099',
    startedAt: 5,
    attempts: [],
    ...more,
  };
  return planJob(settings, draftStream(settings, source, testIo()), reach, found);
}

describe('planJob', () => {
  it('opens every stream of the job, each with the channels mapped to it', () => {
    const { streams, reach, jobId, jobExists } = plan();
    expect(streams.map(({ streamId, expectation }) => [streamId, expectation.sensorIds?.value])).toEqual([
      [0, { min: 1, max: 2 }],
      [1, { min: 3, max: 4 }],
      [2, { min: 5, max: 6 }],
    ]);
    expect(streams.map(({ expectation }) => expectation.sensors?.value)).toEqual([2, 2, 2]);
    expect(reach).toMatchObject({ target: { address: '127.0.0.1:50099' }, security: 'plaintext', streams: 3 });
    expect([jobId, jobExists]).toEqual(['12-70788', true]);
  });

  it('says once, not three times, how many streams there are and what the reply contradicts', () => {
    const { streams } = plan();
    expect(streams.map(({ expectation }) => expectation.streams?.value)).toEqual([3, undefined, undefined]);
    expect(streams.map(({ expectation }) => expectation.contradictions?.value)).toEqual([[], undefined, undefined]);
  });

  it('opens one stream when told which, and knows that there are more', () => {
    const { streams } = plan({ streamId: '1' });
    expect(streams).toHaveLength(1);
    expect(streams[0]).toMatchObject({
      streamId: 1,
      expectation: { streams: { value: 3 }, sensorIds: { value: { min: 3, max: 4 } } },
    });
  });

  it('lets the target that was given win, and says so', () => {
    const { reach, notes } = plan({}, {}, '127.0.0.1:7');
    expect(reach.target.address).toBe('127.0.0.1:7');
    expect(notes.join()).toContain('names 127.0.0.1:50099; the target given, 127.0.0.1:7, wins');
  });

  it('cannot stream a job that is served nowhere', () => {
    expect(() => plan({}, { target: null, description: parseDescription({ job_id: 'x' }, 'reply') })).toThrow(
      /stream_url is missing/,
    );
  });

  it('gives the first row of a long FFT window its time, in the rule and in the limit', () => {
    const description = parseDescription({ ...REPLY, metadata: { prr: 1000 } }, 'reply');
    const { streams, slos } = plan({}, { description, request: { nfft: 8192 } });
    expect(streams[0].expectation.firstFrameMs.value).toBeCloseTo(10_192);
    expect(slos.find(({ metric }) => metric === 'first-frame')?.limit).toBeCloseTo(10_192);
  });

  it('waits for the end of a historic job', () => {
    const request = { live: false, startMs: Date.UTC(2026, 0), endMs: Date.UTC(2026, 0, 1, 0, 1) };
    const { ending, streams, job } = plan({}, { request });
    expect(ending).toEqual({ maxFrames: null, afterMs: null, afterReason: 'watched' });
    expect(streams[0].expectation).toMatchObject({ live: false, totalRows: { value: 1200 } });
    expect(job).toMatchObject({ id: '12-70788', live: false, streamAmount: 3 });
  });
});
