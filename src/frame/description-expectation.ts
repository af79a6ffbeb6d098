import type { Expectation, Fact } from '../base/expectation.ts';
import { isDefaultOrigin } from '../base/slo.ts';
import type { Range } from '../base/units.ts';
import { asRange, channelSet, channelsOf } from './description-channels.ts';
import type { JobDescription, ViewType } from './description.ts';
import { WATERFALL } from './description.ts';

/** What the configure request asked for, as far as a stream can be held to it. Undefined was not asked for. */
export interface JobRequest {
  readonly viewType?: ViewType | undefined;
  readonly channels?: Range | undefined;
  readonly nfft?: number | undefined;
  /** Hz. */
  readonly frequencyRange?: Range | undefined;
  /** `start_time` null is live, a time is not. */
  readonly live?: boolean | undefined;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

export interface ExpectationSources {
  readonly description: JobDescription;
  readonly request?: JobRequest | undefined;
  /** What the flags say: they win. */
  readonly flags: Expectation;
  /** Which of --live and --ended was given; null when neither. */
  readonly said: 'live' | 'ended' | null;
  readonly streamId: number;
  /** The job asked for, or made, and who said so. */
  readonly job: Fact<string> | null;
}

const DESCRIPTION = 'description';
const REQUEST = 'configure request';

/** What one stream of a job should look like: flags, else the description, else the request. Pure. */
export function expectationFrom(sources: ExpectationSources): Expectation {
  const { description, request, flags, streamId, job } = sources;
  const hasAxis = (description.viewType ?? request?.viewType) !== WATERFALL;
  const prr = flags.prr ?? fact(description.prr, DESCRIPTION);
  const nfft = flags.nfft ?? fact(request?.nfft, REQUEST);
  const rowStepMs = flags.rowStepMs ?? fact(scaled(description.linesDt, 1000), DESCRIPTION);
  const window = flags.window ?? windowOf(description, request);
  return {
    ...flags,
    ...channelFacts(description, request, flags, streamId),
    bins: flags.bins ?? fact(description.frequenciesAmount, DESCRIPTION),
    frequencies: flags.frequencies ?? (hasAxis ? fact(description.frequencies, DESCRIPTION) : undefined),
    frequencyRange: flags.frequencyRange ?? (hasAxis ? fact(request?.frequencyRange, REQUEST) : undefined),
    prr,
    nfft,
    rowStepMs,
    window,
    totalRows: flags.totalRows ?? totalRows(window, rowStepMs),
    streams: flags.streams ?? fact(description.streamAmount ?? mappedStreams(description), DESCRIPTION),
    jobId: flags.jobId ?? job ?? undefined,
    contradictions: { value: description.contradictions, origin: DESCRIPTION },
    live: isLive(sources),
    firstFrameMs: firstFrameLimit(flags.firstFrameMs, nfft, prr),
  };
}

/** Whether the job runs without end: --live and --ended decide, else `start_time` of the request, else of the reply. */
export function isLive({
  description,
  request,
  flags,
  said,
}: Pick<ExpectationSources, 'description' | 'request' | 'flags' | 'said'>): boolean {
  if (said !== null) return said === 'live';
  return request?.live ?? description.live ?? flags.live;
}

/** max(limit, NFFT/PRR + 2 s): the first row needs a whole FFT window. A limit the user set stays. */
export function firstFrameLimit(
  limit: Fact<number>,
  nfft: Fact<number> | undefined,
  prr: Fact<number> | undefined,
): Fact<number> {
  if (!nfft || !prr || !isDefaultOrigin(limit.origin)) return limit;
  const needed = (1000 * nfft.value) / prr.value + 2000;
  return needed > limit.value ? { value: needed, origin: 'default, NFFT/PRR + 2 s' } : limit;
}

/** A flag about channels replaces what the description says of the same, also where it says it in other words. */
function channelFacts(
  description: JobDescription,
  request: JobRequest | undefined,
  flags: Expectation,
  streamId: number,
): Pick<Expectation, 'sensors' | 'sensorIds' | 'channels'> {
  const channels = channelsOf(description, streamId, request?.channels);
  const origin = description.channelMap?.ids ? DESCRIPTION : REQUEST;
  const told = channels?.ids?.length ?? flags.sensors?.value;
  const overruled = flags.sensorIds !== undefined || (flags.sensors !== undefined && flags.sensors.value !== told);
  const counted = channels !== undefined && channels.count > 0 ? channels.count : undefined;
  return {
    sensors: flags.sensors ?? fact(counted, DESCRIPTION),
    sensorIds: flags.sensorIds ?? (overruled ? undefined : fact(asRange(channels?.ids), origin)),
    channels: flags.channels ?? (overruled ? undefined : fact(channelSet(channels, request?.channels), origin)),
  };
}

/** What was asked for; a description that tells its job's times stands in where we did not ask ourselves. */
function windowOf(description: JobDescription, request: JobRequest | undefined): Fact<Range> | undefined {
  const { startMs, endMs = Infinity } = request?.startMs === undefined ? description : request;
  if (startMs === undefined || endMs < startMs) return undefined;
  return { value: { min: startMs, max: endMs }, origin: request?.startMs === undefined ? DESCRIPTION : REQUEST };
}

function totalRows(window: Fact<Range> | undefined, rowStepMs: Fact<number> | undefined): Fact<number> | undefined {
  if (!window || !rowStepMs || !Number.isFinite(window.value.max)) return undefined;
  const rows = (window.value.max - window.value.min) / rowStepMs.value;
  return { value: Math.floor(rows + 1e-6), origin: `(end_time - start_time)/lines_dt, ${rowStepMs.origin}` };
}

function mappedStreams({ channelMap }: JobDescription): number | undefined {
  const streams = new Set(channelMap?.streams.filter((stream) => stream >= 0));
  return streams.size > 0 ? streams.size : undefined;
}

/** Free of the noise of binary fractions: 0.0145 s are 14.5 ms. */
function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : Number((value * factor).toPrecision(12));
}

function fact<T>(value: T | undefined, origin: string): Fact<T> | undefined {
  return value === undefined ? undefined : { value, origin };
}
