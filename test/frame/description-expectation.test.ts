import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/base/expectation.ts';
import type { ExpectationSources } from '../../src/frame/description-expectation.ts';
import { expectationFrom, firstFrameLimit, isLive } from '../../src/frame/description-expectation.ts';
import { parseDescription } from '../../src/frame/description.ts';
import { expecting } from '../support/check-frames.ts';
import { healthyReply } from '../support/focus-server.ts';

const START = 1_767_225_600_000;
const REQUEST = {
  viewType: 0,
  channels: { min: 1, max: 50 },
  nfft: 1024,
  frequencyRange: { min: 0, max: 500 },
  live: true,
} as const;

function merge(
  more: Readonly<Record<string, unknown>> = {},
  sources: Partial<ExpectationSources> = {},
  flags: Partial<Expectation> = {},
): Expectation {
  return expectationFrom({
    description: parseDescription(healthyReply(more), 'reply'),
    flags: expecting({ live: true, ...flags }),
    said: null,
    streamId: 0,
    job: { value: '12-70788', origin: '--job' },
    ...sources,
  });
}

describe('expectationFrom', () => {
  it('takes what the description knows of the stream', () => {
    const origin = 'description';
    expect(merge({}, { streamId: 2 })).toMatchObject({
      sensors: { value: 16, origin },
      sensorIds: { value: { min: 35, max: 50 }, origin },
      channels: { value: { min: 35, max: 50 }, origin },
      bins: { value: 64, origin },
      rowStepMs: { value: 10, origin },
      prr: { value: 1000, origin },
      streams: { value: 3, origin },
      jobId: { value: '12-70788', origin: '--job' },
      contradictions: { value: [], origin },
      live: true,
    });
    expect(merge().frequencies?.value).toHaveLength(64);
  });

  it('takes what only the request knows from there', () => {
    const origin = 'configure request';
    expect(merge({}, { request: REQUEST })).toMatchObject({
      nfft: { value: 1024, origin },
      frequencyRange: { value: { min: 0, max: 500 }, origin },
    });
  });

  it('lets every flag win', () => {
    const said = { value: 7, origin: '--flag' };
    const range = { value: { min: 0, max: 1 }, origin: '--flag' };
    const flags = { bins: said, rowStepMs: said, prr: said, nfft: said, frequencyRange: range, streams: said };
    expect(merge({}, { request: REQUEST }, flags)).toMatchObject(flags);
  });

  it('leaves what nobody knows unknown', () => {
    const expectation = expectationFrom({
      description: parseDescription({}, ''),
      flags: expecting(),
      said: null,
      streamId: 0,
      job: null,
    });
    for (const key of [
      'sensors',
      'bins',
      'prr',
      'nfft',
      'rowStepMs',
      'window',
      'totalRows',
      'streams',
      'jobId',
    ] as const) {
      expect(expectation[key]).toBeUndefined();
    }
  });

  it('names no range of ids where a stream carries every third channel, but holds it to them', () => {
    const channel_to_stream_index = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [i + 1, i % 3]));
    const { sensorIds, channels, sensors } = merge({ channel_to_stream_index });
    expect(sensorIds).toBeUndefined();
    expect(channels?.value).toMatchObject({ min: 1, max: 49 });
    expect(channels?.value.ids).toHaveLength(17);
    expect(sensors?.value).toBe(17);
  });

  it('holds a split job without a map to the span asked for', () => {
    const expectation = merge({ channel_to_stream_index: null }, { request: REQUEST });
    expect(expectation.channels).toEqual({ value: { min: 1, max: 50 }, origin: 'configure request' });
    expect(expectation.sensors).toBeUndefined();
  });

  it('drops what the description says of channels where a flag says otherwise in other words', () => {
    const sensors = { value: 49, origin: '--sensors' };
    expect(merge({}, {}, { sensors })).toMatchObject({ sensors, sensorIds: undefined, channels: undefined });
    const sensorIds = { value: { min: 1, max: 5 }, origin: '--sensor-ids' };
    expect(merge({}, {}, { sensorIds })).toMatchObject({ sensorIds, channels: undefined });
    expect(merge({}, {}, { sensors: { value: 17, origin: '--sensors' } }).sensorIds?.value).toEqual({
      min: 1,
      max: 17,
    });
  });

  it('expects no frequency axis of a waterfall, only the bins the reply counts', () => {
    const waterfall = merge({ view_type: 2, frequencies_amount: 1, frequencies_list: [0] }, { request: REQUEST });
    expect(waterfall).toMatchObject({ frequencies: undefined, frequencyRange: undefined, bins: { value: 1 } });
  });

  it('counts the rows of a historic job, as asked for rather than as replied', () => {
    const request = { ...REQUEST, live: false, startMs: START, endMs: START + 60_000 };
    expect(merge({ start_time: null }, { request })).toMatchObject({
      live: false,
      window: { value: { min: START, max: START + 60_000 }, origin: 'configure request' },
      totalRows: { value: 6000, origin: '(end_time - start_time)/lines_dt, description' },
    });
    expect(merge({ start_time: START / 1000, end_time: START / 1000 + 1, lines_dt: 0.3 })).toMatchObject({
      live: false,
      window: { origin: 'description' },
      totalRows: { value: 3 },
    });
  });

  it('does not count the rows of a job without an end', () => {
    const open = merge({ start_time: START / 1000 });
    expect(open.window?.value).toEqual({ min: START, max: Infinity });
    expect(open.totalRows).toBeUndefined();
  });

  it('writes lines_dt in milliseconds without the noise of binary fractions', () => {
    expect(merge({ lines_dt: 0.0145 }).rowStepMs?.value).toBe(14.5);
    expect(merge({ lines_dt: 0.0005 }).rowStepMs?.value).toBe(0.5);
  });

  it('counts streams by the map where stream_amount is missing', () => {
    expect(merge({ stream_amount: null }).streams?.value).toBe(3);
  });

  it('passes contradictions on', () => {
    expect(merge({ lines_dt: -1 }).contradictions?.value).toEqual(['lines_dt is -1, not a time above 0']);
  });
});

describe('isLive', () => {
  const flags = expecting({ live: true });
  const at = (start_time: unknown): ExpectationSources['description'] => parseDescription({ start_time }, '');

  it('goes by --live and --ended, else the request, else the reply, else the flags', () => {
    const historic = at(START / 1000);
    expect(isLive({ description: historic, flags, said: 'live' })).toBe(true);
    expect(isLive({ description: at(null), flags, said: 'ended' })).toBe(false);
    expect(isLive({ description: historic, request: { live: true }, flags, said: null })).toBe(true);
    expect(isLive({ description: historic, flags, said: null })).toBe(false);
    expect(isLive({ description: at(undefined), flags, said: null })).toBe(true);
  });
});

describe('firstFrameLimit', () => {
  const fact = (value: number): { value: number; origin: string } => ({ value, origin: '' });
  const limit = { value: 5000, origin: 'default' };

  it('allows a whole FFT window and 2 s where that is longer', () => {
    expect(firstFrameLimit(limit, fact(65_536), fact(1000))).toEqual({
      value: 67_536,
      origin: 'default, NFFT/PRR + 2 s',
    });
    expect(firstFrameLimit(limit, fact(1024), fact(1000))).toBe(limit);
  });

  it('stays where a fact is missing or the user set it', () => {
    expect(firstFrameLimit(limit, undefined, fact(1))).toBe(limit);
    expect(firstFrameLimit(limit, fact(1), undefined)).toBe(limit);
    const said = { value: 1000, origin: '--slo' };
    expect(firstFrameLimit(said, fact(65_536), fact(1000))).toBe(said);
  });
});
