import { Failure } from '../base/failure.ts';
import { plural } from '../base/text.ts';
import type { ChannelMap } from './description-channels.ts';
import { checkChannelMap, readChannelMap } from './description-channels.ts';
import { DescriptionFields, isRecord, isUnknown, shown, toNumber } from './description-fields.ts';
import { isPort, parseStreamUrl } from './description-target.ts';
import { epochMs } from './description-time.ts';

/** 0 multi-channel, 1 single-channel, 2 waterfall. */
export type ViewType = 0 | 1 | 2;

export const WATERFALL: ViewType = 2;

/** What a server says of a job. Frozen; undefined is unknown, and what cannot be right is unknown too. */
export interface JobDescription {
  readonly jobId?: string | undefined;
  readonly status?: string | undefined;
  readonly viewType?: ViewType | undefined;
  /** Where the streams are served: `stream_url` and `stream_port`. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly secure?: boolean | undefined;
  readonly channelAmount?: number | undefined;
  readonly frequenciesAmount?: number | undefined;
  /** Hz. */
  readonly frequencies?: readonly number[] | undefined;
  /** Seconds between two rows. */
  readonly linesDt?: number | undefined;
  readonly channelMap?: ChannelMap | undefined;
  readonly streamAmount?: number | undefined;
  /** Pulse repetition rate, Hz. */
  readonly prr?: number | undefined;
  /** `start_time` null is live, a time is not. */
  readonly live?: boolean | undefined;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  /** Everything `job.reply` has to say, one clause each. */
  readonly contradictions: readonly string[];
}

/** What a contradiction about a pulse repetition rate of 0 begins with. */
export const NO_LIVE_SOURCE = 'no-live-source';

/**
 * Reads a description; unknown fields are ignored and odd content never throws.
 * @param where names the reply or file in the `config` Failure thrown when it is no JSON object.
 * @param asked the view asked for, where the description names none.
 */
export function parseDescription(json: unknown, where: string, asked?: ViewType): JobDescription {
  if (!isRecord(json)) {
    throw new Failure('config', `${where}: a job's description is a JSON object, not ${shown(json)}`);
  }
  const fields = new DescriptionFields(json);
  const viewType = readViewType(fields) ?? asked;
  const target = readTarget(fields);
  const channelAmount = fields.count('channel_amount');
  const frequencies = readFrequencies(fields, viewType);
  const linesDt = fields.number('lines_dt', 'a time above 0', (value) => value > 0);
  const streamAmount = fields.count('stream_amount');
  const channelMap = readChannelMap(fields);
  checkChannelMap(channelMap, channelAmount, streamAmount, fields);
  const prr = readPrr(json, fields);
  const times = readTimes(fields);
  return freeze({
    jobId: fields.text('job_id'),
    status: fields.text('status'),
    viewType,
    ...target,
    channelAmount,
    ...frequencies,
    linesDt,
    channelMap,
    streamAmount,
    prr,
    ...times,
    contradictions: fields.contradictions,
  });
}

/** Whether a reply tells nothing of the job yet but its id, status and what was asked: the job is not ready. */
export function isBare(description: JobDescription): boolean {
  const { host, port, channelAmount, frequenciesAmount, frequencies, linesDt, channelMap, streamAmount, prr } =
    description;
  const facts = [host, port, channelAmount, frequenciesAmount, frequencies, linesDt, channelMap, streamAmount, prr];
  return description.contradictions.length === 0 && facts.every((fact) => fact === undefined);
}

/**
 * The pulse repetition rate from `/live_metadata`, for a description that has none. It is the live source's, so that 0
 * is `no-live-source` for a live job only.
 */
export function withLivePrr(description: JobDescription, json: unknown, live: boolean): JobDescription {
  if (description.prr !== undefined || !isRecord(json)) return description;
  const prr = toNumber(prrField(json));
  if (prr === undefined || prr < 0) return description;
  if (prr > 0) return freeze({ ...description, prr });
  if (!live || description.contradictions.some(isNoLiveSource)) return description;
  return freeze({
    ...description,
    contradictions: [...description.contradictions, `${NO_LIVE_SOURCE}: /live_metadata gives a prr of 0`],
  });
}

/** Whether a contradiction says that the source is silent, which is no mistake of the description itself. */
export function isNoLiveSource(contradiction: string): boolean {
  return contradiction.startsWith(NO_LIVE_SOURCE);
}

/** The same description with one more contradiction. */
export function contradicted(description: JobDescription, contradiction: string): JobDescription {
  return freeze({ ...description, contradictions: [...description.contradictions, contradiction] });
}

function readViewType(fields: DescriptionFields): ViewType | undefined {
  const value = toNumber(fields.raw('view_type'));
  return value === 0 || value === 1 || value === 2 ? value : undefined;
}

function readTarget(fields: DescriptionFields): Pick<JobDescription, 'host' | 'port' | 'secure'> {
  const text = fields.text('stream_url');
  const url = text === undefined ? undefined : parseStreamUrl(text);
  if (text !== undefined && !url) fields.contradict(`stream_url is ${shown(text)}, which names no host`);
  const own = fields.number('stream_port', 'a port between 1 and 65535', isPort);
  const port = isUnknown(fields.raw('stream_port')) ? url?.port : own;
  return { host: url?.host, port, secure: url?.secure };
}

/** A waterfall has no frequency axis: neither its list nor a count of 0 is held against it. */
function readFrequencies(
  fields: DescriptionFields,
  viewType: ViewType | undefined,
): Pick<JobDescription, 'frequenciesAmount' | 'frequencies'> {
  const none = viewType === WATERFALL && toNumber(fields.raw('frequencies_amount')) === 0;
  const frequenciesAmount = none ? undefined : fields.count('frequencies_amount');
  const list = fields.raw('frequencies_list');
  if (viewType === WATERFALL || isUnknown(list)) return { frequenciesAmount };
  if (!Array.isArray(list)) {
    fields.contradict(`frequencies_list is ${shown(list)}, not a list of frequencies`);
    return { frequenciesAmount };
  }
  if (frequenciesAmount !== undefined && list.length !== frequenciesAmount) {
    const entries = plural(list.length, 'entry', 'entries');
    fields.contradict(`frequencies_list has ${entries}, frequencies_amount is ${frequenciesAmount}`);
  }
  const numbers = list.map(toNumber);
  const odd = numbers.indexOf(undefined);
  if (odd === -1) return { frequenciesAmount, frequencies: numbers as number[] };
  fields.contradict(`frequencies_list[${odd}] is ${shown(list[odd])}, not a frequency`);
  return { frequenciesAmount };
}

function readPrr(json: Readonly<Record<string, unknown>>, fields: DescriptionFields): number | undefined {
  const prr = toNumber(prrField(json));
  if (prr === undefined || prr > 0) return prr;
  fields.contradict(prr === 0 ? `${NO_LIVE_SOURCE}: prr is 0` : `prr is ${prr}, not a rate`);
  return undefined;
}

function prrField(json: Readonly<Record<string, unknown>>): unknown {
  const inner = isRecord(json['metadata']) ? json['metadata']['prr'] : undefined;
  return inner ?? json['prr'];
}

function readTimes(fields: DescriptionFields): Pick<JobDescription, 'live' | 'startMs' | 'endMs'> {
  const start = fields.raw('start_time');
  const startMs = epochMs(start);
  const endMs = epochMs(fields.raw('end_time'));
  if (startMs !== undefined && endMs !== undefined && endMs < startMs)
    fields.contradict('end_time is before start_time');
  const live = start === null ? true : startMs === undefined ? undefined : false;
  return { live, startMs, endMs };
}

function freeze(description: JobDescription): JobDescription {
  const { frequencies, channelMap, contradictions } = description;
  for (const part of [frequencies, channelMap, channelMap?.ids, channelMap?.streams, contradictions])
    Object.freeze(part);
  return Object.freeze(description);
}
