import { expect, it } from 'vitest';
import { jobFacts } from '../../src/frame/description-facts.ts';
import { parseDescription } from '../../src/frame/description.ts';
import { healthyReply } from '../support/focus-server.ts';

it('puts a description into plain JSON, with the request where only that knows', () => {
  const request = { nfft: 1024, startMs: Date.UTC(2026, 0) };
  expect(jobFacts(parseDescription(healthyReply(), ''), request)).toEqual({
    status: null,
    viewType: 0,
    streamHost: '127.0.0.1',
    streamPort: 50_051,
    channelAmount: 50,
    frequenciesAmount: 64,
    frequencies: { count: 64, firstHz: 0, lastHz: 63 * 7.8 },
    linesDt: 0.01,
    streamAmount: 3,
    streams: [
      { streamId: 0, channels: 17, firstChannel: 1, lastChannel: 17 },
      { streamId: 1, channels: 17, firstChannel: 18, lastChannel: 34 },
      { streamId: 2, channels: 16, firstChannel: 35, lastChannel: 50 },
    ],
    prr: 1000,
    nfft: 1024,
    startTime: '2026-01-01T00:00:00.000Z',
    endTime: null,
    contradictions: [],
  });
});

it('writes null for what is unknown', () => {
  const { contradictions, ...facts } = jobFacts(parseDescription({ lines_dt: -1 }, ''));
  expect(Object.values(facts).every((fact) => fact === null)).toBe(true);
  expect(contradictions).toHaveLength(1);
});
