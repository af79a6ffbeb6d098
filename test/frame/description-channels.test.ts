import { describe, expect, it } from 'vitest';
import type { ChannelMap } from '../../src/frame/description-channels.ts';
import {
  asRange,
  channelSet,
  channelsOf,
  checkChannelMap,
  readChannelMap,
  streamIds,
} from '../../src/frame/description-channels.ts';
import { DescriptionFields } from '../../src/frame/description-fields.ts';

function read(value: unknown): { map: ChannelMap | undefined; contradictions: readonly string[] } {
  const fields = new DescriptionFields({ channel_to_stream_index: value });
  const map = readChannelMap(fields);
  return { map, contradictions: fields.contradictions };
}

function check(map: ChannelMap | undefined, channels?: number, streams?: number): readonly string[] {
  const fields = new DescriptionFields({});
  checkChannelMap(map, channels, streams, fields);
  return fields.contradictions;
}

describe('the map of channels to streams', () => {
  it('is an object with channels as text, in any order, numbers also as text', () => {
    expect(read({ '3': 1, '10': '1', '2': 0 })).toEqual({
      map: { ids: [2, 3, 10], streams: [0, 1, 1] },
      contradictions: [],
    });
  });

  it('is a list of streams, which tells no ids', () => {
    expect(read([0, '0', 1])).toEqual({ map: { streams: [0, 0, 1] }, contradictions: [] });
  });

  it('is unknown when absent, and contradicts when it is something else', () => {
    expect(read(null)).toEqual({ map: undefined, contradictions: [] });
    expect(read('1:0').contradictions).toEqual(['channel_to_stream_index is "1:0", not a map of channels to streams']);
  });

  it('tells what is no channel and what is no stream, the first and how many', () => {
    expect(read({ a: 0, '1': 0, '2': null, '3': 'x', b: 1 }).contradictions).toEqual([
      'channel_to_stream_index has 2 keys that are no channel',
      'channel_to_stream_index[2] is null, not the index of a stream',
    ]);
  });

  it('agrees with its counts', () => {
    expect(check({ ids: [1, 2, 3], streams: [0, 1, 1] }, 3, 2)).toEqual([]);
    expect(check({ streams: [0, 1] })).toEqual([]);
    expect(check(undefined, 3, 2)).toEqual([]);
  });

  it('contradicts a channel count other than its size', () => {
    expect(check({ streams: [0, 0] }, 3, 1)).toEqual(['channel_amount is 3, channel_to_stream_index has 2 channels']);
  });

  it('contradicts indexes outside the streams', () => {
    expect(check({ streams: [0, 1, 2, 3] }, 4, 2)).toEqual([
      'channel_to_stream_index names stream 2 (and 1 more), stream_amount is 2',
    ]);
    expect(check({ streams: [0, -1] })).toEqual([
      'channel_to_stream_index names stream -1, a stream index is not negative',
    ]);
  });

  it('contradicts streams without a channel, however many', () => {
    expect(check({ streams: [0, 2] }, 2, 3)).toEqual([
      'channel_to_stream_index gives stream 1 no channel, stream_amount is 3',
    ]);
    expect(check({ streams: [0] }, 1, 1e9)).toEqual([
      'channel_to_stream_index gives stream 1 no channel (nor 999999998 more), stream_amount is 1000000000',
    ]);
    expect(check(undefined, 2, 3)).toEqual(['stream_amount is 3, more than the 2 channels of channel_amount']);
  });
});

describe('channelsOf', () => {
  it('is the part of the map that names the stream', () => {
    const channelMap = { ids: [1, 2, 3, 4], streams: [0, 1, 0, 1] };
    expect(channelsOf({ channelMap, streamAmount: 2 }, 0)).toEqual({ count: 2, ids: [1, 3] });
    expect(channelsOf({ channelMap, streamAmount: 2 }, 7)).toEqual({ count: 0, ids: [] });
  });

  it('counts the places of a list, and names them by the channels asked for when their numbers agree', () => {
    const facts = { channelMap: { streams: [0, 0, 1] } };
    expect(channelsOf(facts, 0)).toEqual({ count: 2 });
    expect(channelsOf(facts, 1, { min: 10, max: 12 })).toEqual({ count: 1, ids: [12] });
    expect(channelsOf(facts, 1, { min: 10, max: 19 })).toEqual({ count: 1 });
  });

  it('is all channels of a job that is not split', () => {
    expect(channelsOf({ channelAmount: 50 }, 0)).toEqual({ count: 50 });
    expect(channelsOf({ channelAmount: 2, streamAmount: 1 }, 0, { min: 5, max: 6 })).toEqual({ count: 2, ids: [5, 6] });
  });

  it('is unknown where a job is split and nothing says how, or nothing is known', () => {
    expect(channelsOf({ channelAmount: 50, streamAmount: 3 }, 0)).toBeUndefined();
    expect(channelsOf({}, 0, { min: 1, max: 50 })).toBeUndefined();
  });
});

describe('what a stream is held to', () => {
  it('is its own ids, else the span asked for', () => {
    expect(channelSet({ count: 2, ids: [3, 9] }, { min: 1, max: 50 })).toEqual({ min: 3, max: 9, ids: [3, 9] });
    expect(channelSet({ count: 2 }, { min: 1, max: 50 })).toEqual({ min: 1, max: 50 });
    expect(channelSet(undefined, undefined)).toBeUndefined();
  });

  it('is a range where no id is left out', () => {
    expect(asRange([4, 5, 6])).toEqual({ min: 4, max: 6 });
    expect([asRange([4, 6]), asRange([]), asRange(undefined)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('streamIds', () => {
  it('are those of stream_amount, else those of the map, else the first', () => {
    expect(streamIds({ streamAmount: 3, channelAmount: 50 })).toEqual([0, 1, 2]);
    expect(streamIds({ channelMap: { streams: [2, 0, Number.NaN, -1, 2] } })).toEqual([0, 2]);
    expect(streamIds({})).toEqual([0]);
  });

  it('are never more than a job can have channels', () => {
    expect(streamIds({ streamAmount: 1e9 })).toEqual([0]);
    expect(streamIds({ streamAmount: 1e9, channelMap: { streams: [0, 1] } })).toEqual([0, 1]);
  });
});
