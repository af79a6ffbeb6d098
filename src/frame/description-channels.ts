import type { ChannelSet } from '../base/expectation.ts';
import { plural } from '../base/text.ts';
import type { Range } from '../base/units.ts';
import type { DescriptionFields } from './description-fields.ts';
import { isRecord, isUnknown, shown, toNumber } from './description-fields.ts';

/** Which stream carries each channel, in order of the channels. */
export interface ChannelMap {
  readonly streams: readonly number[];
  /** Channel of each place, ascending; absent where a list tells streams only. */
  readonly ids?: readonly number[] | undefined;
}

/** The channels of one stream: how many, and which where that is known. */
export interface StreamChannels {
  readonly count: number;
  /** Ascending. */
  readonly ids?: readonly number[] | undefined;
}

const FIELD = 'channel_to_stream_index';

/** Reads `channel_to_stream_index`: an object of channel to stream, or a list of streams. A place that names no stream is NaN. */
export function readChannelMap(fields: DescriptionFields): ChannelMap | undefined {
  const raw = fields.raw(FIELD);
  if (isUnknown(raw)) return undefined;
  if (!Array.isArray(raw) && !isRecord(raw)) {
    fields.contradict(`${FIELD} is ${shown(raw)}, not a map of channels to streams`);
    return undefined;
  }
  const all: [channel: number | undefined, stream: unknown][] = Array.isArray(raw)
    ? raw.map((stream: unknown, place) => [place, stream])
    : Object.entries(raw).map(([key, stream]) => [wholeNumber(key), stream]);
  const entries = all.filter((entry): entry is [number, unknown] => entry[0] !== undefined);
  const odd = all.length - entries.length;
  if (odd > 0) fields.contradict(`${FIELD} has ${plural(odd, 'key')} that ${odd === 1 ? 'is' : 'are'} no channel`);
  entries.sort(([a], [b]) => a - b);
  const streams = entries.map(([, stream]) => wholeNumber(stream) ?? Number.NaN);
  const unnamed = streams.findIndex(Number.isNaN);
  if (unnamed !== -1) {
    const [channel, stream] = entries[unnamed] as [number, unknown];
    fields.contradict(`${FIELD}[${channel}] is ${shown(stream)}, not the index of a stream`);
  }
  return Array.isArray(raw) ? { streams } : { streams, ids: entries.map(([channel]) => channel) };
}

function wholeNumber(value: unknown): number | undefined {
  const number = toNumber(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Holds the map against the counts: sizes, indexes outside `0..streams-1`, streams without a channel. */
export function checkChannelMap(
  map: ChannelMap | undefined,
  channels: number | undefined,
  streams: number | undefined,
  fields: DescriptionFields,
): void {
  if (!map) {
    if (channels !== undefined && streams !== undefined && streams > channels)
      fields.contradict(`stream_amount is ${streams}, more than the ${plural(channels, 'channel')} of channel_amount`);
    return;
  }
  const size = map.streams.length;
  if (channels !== undefined && channels !== size) {
    fields.contradict(`channel_amount is ${channels}, ${FIELD} has ${plural(size, 'channel')}`);
  }
  const outside = map.streams.filter((stream) => stream < 0 || stream >= (streams ?? Infinity));
  if (outside.length > 0) {
    const most = streams === undefined ? 'a stream index is not negative' : `stream_amount is ${streams}`;
    const more = outside.length > 1 ? ` (and ${outside.length - 1} more)` : '';
    fields.contradict(`${FIELD} names stream ${outside[0]}${more}, ${most}`);
  }
  const carried = new Set(map.streams);
  const empty = (streams ?? 0) - [...carried].filter((stream) => stream >= 0 && stream < (streams ?? 0)).length;
  if (streams === undefined || empty <= 0) return;
  let first = 0;
  while (carried.has(first)) first += 1;
  fields.contradict(
    `${FIELD} gives stream ${first} no channel${empty > 1 ? ` (nor ${empty - 1} more)` : ''}, stream_amount is ${streams}`,
  );
}

/** What is known of how a job's channels are split. */
export interface ChannelFacts {
  readonly channelMap?: ChannelMap | undefined;
  readonly channelAmount?: number | undefined;
  readonly streamAmount?: number | undefined;
}

/**
 * What stream `streamId` is to carry: its part of the map, else all channels where the job is not split. Places of a
 * list are the requested channels in order when their numbers agree. Undefined when it cannot be known.
 */
export function channelsOf(facts: ChannelFacts, streamId: number, requested?: Range): StreamChannels | undefined {
  const { channelMap, channelAmount, streamAmount } = facts;
  if (!channelMap) {
    if ((streamAmount ?? 1) !== 1) return undefined;
    if (channelAmount === undefined) return undefined;
    return requested && amount(requested) === channelAmount
      ? { count: channelAmount, ids: upFrom(requested.min, channelAmount) }
      : { count: channelAmount };
  }
  const size = channelMap.streams.length;
  const ids = channelMap.ids ?? (requested && amount(requested) === size ? upFrom(requested.min, size) : undefined);
  const own: number[] = [];
  channelMap.streams.forEach((stream, place) => {
    if (stream === streamId) own.push(place);
  });
  return { count: own.length, ...(ids ? { ids: own.map((place) => ids[place] as number) } : {}) };
}

/** What `job.identity` holds a stream to: its own ids where each is known, else the span of channels asked for. */
export function channelSet(channels: StreamChannels | undefined, requested: Range | undefined): ChannelSet | undefined {
  const ids = channels?.ids;
  if (ids && ids.length > 0) return { min: ids[0] as number, max: ids.at(-1) as number, ids };
  return requested;
}

/** Ids that follow each other without a gap, as a range; undefined otherwise. */
export function asRange(ids: readonly number[] | undefined): Range | undefined {
  if (!ids || ids.length === 0) return undefined;
  const range = { min: ids[0] as number, max: ids.at(-1) as number };
  return amount(range) === ids.length ? range : undefined;
}

/** Streams to open, ascending: all `stream_amount` has room for, else those the map names, else stream 0. */
export function streamIds({ channelMap, channelAmount, streamAmount }: ChannelFacts): number[] {
  const mapped = [...new Set(channelMap?.streams)].filter((stream) => stream >= 0).toSorted((a, b) => a - b);
  const most = channelMap?.streams.length ?? channelAmount ?? MOST_CHANNELS;
  if (streamAmount !== undefined && streamAmount <= most) return upFrom(0, streamAmount);
  return mapped.length > 0 ? mapped : [0];
}

/** Channels a job can have at all; no job is split over more streams. */
export const MOST_CHANNELS = 2222;

function amount({ min, max }: Range): number {
  return max - min + 1;
}

function upFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place);
}
