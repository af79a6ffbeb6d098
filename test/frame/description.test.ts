import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { contradicted, isBare, isNoLiveSource, parseDescription, withLivePrr } from '../../src/frame/description.ts';
import { healthyReply } from '../support/focus-server.ts';

const contradictionsOf = (more: Readonly<Record<string, unknown>>): readonly string[] =>
  parseDescription(healthyReply(more), 'reply').contradictions;

describe('parseDescription', () => {
  it('reads a real reply: text for numbers, http:// in the URL, an empty status', () => {
    const description = parseDescription(healthyReply({ lines_dt: '0.01', unknown_field: [1] }), 'reply');
    expect(description).toMatchObject({
      jobId: '12-70788',
      viewType: 0,
      host: '127.0.0.1',
      port: 50_051,
      secure: false,
      channelAmount: 50,
      frequenciesAmount: 64,
      linesDt: 0.01,
      streamAmount: 3,
      prr: 1000,
      contradictions: [],
    });
    expect(description.status).toBeUndefined();
    expect(description.frequencies).toHaveLength(64);
    expect(description.channelMap?.ids).toHaveLength(50);
  });

  it('is frozen, its lists too', () => {
    const description = parseDescription(healthyReply(), 'reply');
    expect([description, description.frequencies, description.channelMap?.ids].every(Object.isFrozen)).toBe(true);
  });

  it('knows nothing of an empty object', () => {
    const { contradictions, ...facts } = parseDescription({}, 'reply');
    expect(contradictions).toEqual([]);
    expect(Object.values(facts).every((fact) => fact === undefined)).toBe(true);
  });

  it.each([[[]], ['text'], [null], [7]])('refuses %j, which is no object, naming where it stands', (json) => {
    expect(() => parseDescription(json, 'job.json')).toThrow(Failure);
    expect(() => parseDescription(json, 'job.json')).toThrow(/^job\.json: .*is a JSON object/);
  });

  it.each([
    [{ frequencies_list: [1, 2] }, 'frequencies_list has 2 entries, frequencies_amount is 64'],
    [{ frequencies_list: 'x' }, 'frequencies_list is "x", not a list of frequencies'],
    [{ frequencies_amount: 2, frequencies_list: [1, null] }, 'frequencies_list[1] is null, not a frequency'],
    [{ channel_amount: 51 }, 'channel_amount is 51, channel_to_stream_index has 50 channels'],
    [{ channel_amount: 0 }, 'channel_amount is 0, not a positive whole number'],
    [{ stream_amount: 4 }, 'channel_to_stream_index gives stream 3 no channel, stream_amount is 4'],
    [{ stream_amount: 2 }, 'channel_to_stream_index names stream 2 (and 15 more), stream_amount is 2'],
    [{ frequencies_amount: -1 }, 'frequencies_amount is -1, not a positive whole number'],
    [{ lines_dt: 0 }, 'lines_dt is 0, not a time above 0'],
    [{ stream_port: 70_000 }, 'stream_port is 70000, not a port between 1 and 65535'],
    [{ stream_port: 'grpc' }, 'stream_port is "grpc", not a port between 1 and 65535'],
    [{ stream_url: 'http://' }, 'stream_url is "http://", which names no host'],
    [{ metadata: { prr: 0 } }, 'no-live-source: prr is 0'],
    [{ metadata: { prr: '-5' } }, 'prr is -5, not a rate'],
    [{ start_time: 1_767_225_600, end_time: 1_767_225_000 }, 'end_time is before start_time'],
  ])('finds the contradiction in %j', (more, expected) => {
    expect(contradictionsOf(more)).toEqual([expected]);
  });

  it.each([
    [{ status: 'running' }],
    [{ metadata: null }],
    [{ metadata: 'x' }],
    [{ metadata: { prr: 'unknown' } }],
    [{ view_type: 9 }],
    [{ stream_port: null }],
    [{ frequencies_list: null }],
    [{ channel_to_stream_index: null }],
    [{ start_time: null, end_time: null }],
  ])('finds none in %j', (more) => {
    expect(contradictionsOf(more)).toEqual([]);
  });

  it('takes the port of the URL where stream_port is missing, but not in place of an impossible one', () => {
    expect(parseDescription({ stream_url: 'das:7000' }, '').port).toBe(7000);
    expect(parseDescription({ stream_url: 'das:7000', stream_port: 8000 }, '').port).toBe(8000);
    expect(parseDescription({ stream_url: 'das:7000', stream_port: 0 }, '').port).toBeUndefined();
  });

  it('expects no frequency axis of a waterfall, by the reply or by what was asked for', () => {
    const bare = { view_type: '2', frequencies_amount: 0, frequencies_list: [] };
    expect(contradictionsOf(bare)).toEqual([]);
    const { view_type: _, ...asked } = healthyReply({ frequencies_amount: '0', frequencies_list: [0] });
    const waterfall = parseDescription(asked, '', 2);
    expect(waterfall).toMatchObject({ viewType: 2, contradictions: [] });
    expect(waterfall.frequencies).toBeUndefined();
    expect(parseDescription(asked, '', 0).contradictions).toHaveLength(1);
  });

  it('takes start_time null for live, a time for not, and nothing for unknown', () => {
    const at = (start_time: unknown): unknown => parseDescription({ start_time }, '').live;
    expect([at(null), at(1_767_225_600), at('1767225600'), at(undefined), at(0), at('')]).toEqual([
      ...[true, false, false, undefined],
      ...[undefined, undefined],
    ]);
    expect(parseDescription({ start_time: 1_767_225_600, end_time: '1767225700' }, '')).toMatchObject({
      startMs: 1_767_225_600_000,
      endMs: 1_767_225_700_000,
    });
  });
});

describe('isBare', () => {
  it('holds for replies that tell nothing of the job but its name', () => {
    for (const json of [{}, { job_id: '1', status: 'starting', view_type: 0 }, { start_time: null }]) {
      expect(isBare(parseDescription(json, ''))).toBe(true);
    }
  });

  it('does not hold where anything else is known, be it wrong', () => {
    expect(isBare(parseDescription({ channel_amount: 5 }, ''))).toBe(false);
    expect(isBare(parseDescription({ stream_port: 0 }, ''))).toBe(false);
  });
});

describe('withLivePrr', () => {
  const bare = parseDescription(healthyReply({ metadata: {} }), '');

  it('fills in a rate that is missing, and replaces none', () => {
    expect(withLivePrr(bare, { prr: '2000' }, true).prr).toBe(2000);
    expect(withLivePrr(bare, { metadata: { prr: 500 } }, true).prr).toBe(500);
    expect(withLivePrr(parseDescription(healthyReply(), ''), { prr: 7 }, true).prr).toBe(1000);
  });

  it('names a silent source of a live job once, and not of a historic one', () => {
    const silent = withLivePrr(bare, { prr: 0 }, true);
    expect(silent.contradictions).toEqual(['no-live-source: /live_metadata gives a prr of 0']);
    expect(silent.contradictions.every(isNoLiveSource)).toBe(true);
    expect(withLivePrr(silent, { prr: 0 }, true).contradictions).toHaveLength(1);
    expect(withLivePrr(bare, { prr: 0 }, false).contradictions).toEqual([]);
  });

  it.each([[undefined], [[]], ['x'], [{}], [{ prr: -1 }], [{ prr: 'x' }]])('leaves it unknown for %j', (json) => {
    expect(withLivePrr(bare, json, true)).toBe(bare);
  });
});

it('takes a further contradiction from outside', () => {
  const more = contradicted(parseDescription({ lines_dt: -1 }, ''), 'job_id is 1, the job asked for is 2');
  expect(more.contradictions).toEqual(['lines_dt is -1, not a time above 0', 'job_id is 1, the job asked for is 2']);
  expect(Object.isFrozen(more)).toBe(true);
});
