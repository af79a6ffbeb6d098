import { describe, expect, it } from 'vitest';
import { jobFactWords } from '../../src/report/job-words.ts';

describe('jobFactWords', () => {
  it('tells the facts of a description in few words', () => {
    const facts = {
      id: '12-70788',
      live: true,
      status: 'running',
      channelAmount: 50,
      frequenciesAmount: 64,
      frequencies: { count: 64, firstHz: 0, lastHz: 492.1875 },
      linesDt: 0.01,
      nfft: 1024,
      prr: 1000,
      streamAmount: 3,
      streams: [
        { streamId: 0, firstChannel: 1, lastChannel: 17 },
        { streamId: 1, firstChannel: 18, lastChannel: 34 },
        { streamId: 2, firstChannel: null, lastChannel: null },
      ],
      startTime: '2026-11-21T08:00:00.000Z',
      endTime: null,
      contradictions: ['one', 'two'],
    };
    expect(jobFactWords(facts)).toEqual([
      'status running',
      '50 channels',
      '64 frequencies from 0 to 492.188 Hz',
      'a row every 10.0 ms',
      'NFFT 1024',
      'PRR 1000 Hz',
      '3 streams (channels 1..17, 18..34)',
      'from 2026-11-21T08:00:00.000Z to now',
      'described with 2 contradictions',
    ]);
  });

  it('counts the streams that are listed where no amount is given', () => {
    expect(jobFactWords({ streams: [{ streamId: 0 }] })).toEqual(['1 stream']);
    expect(jobFactWords({ endTime: 'later' })).toEqual(['from its beginning to later']);
  });

  it('leaves out what is absent or of another shape', () => {
    expect(jobFactWords(null)).toEqual([]);
    expect(jobFactWords({ id: '1', live: true })).toEqual([]);
    const odd = { status: '', channelAmount: '50', linesDt: null, streams: 'many', frequencies: 5, contradictions: {} };
    expect(jobFactWords(odd)).toEqual([]);
    expect(jobFactWords({ frequenciesAmount: 1, frequencies: null, prr: Infinity })).toEqual(['1 frequency']);
  });
});
