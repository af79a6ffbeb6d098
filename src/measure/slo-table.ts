import type { BenchPart } from '../base/bench-result.ts';
import type { Metrics } from '../base/result.ts';

/** What thresholds are judged against: one stream, or a whole run. Null where a value could not be had. */
export interface Observation {
  readonly metrics: Metrics | null;
  readonly connectMs: number | null;
  readonly startupMs: number | null;
  readonly frames: number | null;
  readonly lost: number | null;
  readonly repeated: number | null;
  readonly errors: number | null;
  /** Share of the repeats that passed; absent in a single run. */
  readonly successRate?: number | null;
  /** Planned starts that were missed; absent without a plan. */
  readonly missed?: number | null;
  /** Of `bench --call`. */
  readonly calls?: Pick<BenchPart, 'calls' | 'callMs' | 'callCorrectedMs'>;
}

/** How a threshold compares; `=` is for counts. */
export type SloOperator = '<' | '>' | '<=' | '>=' | '=';

/** A threshold: the metric has to compare with the limit as the operator says. */
export interface Slo {
  readonly expression: string;
  readonly metric: string;
  readonly operator: SloOperator;
  /** ms, frames a second, MB/s, a share of 1, or a count, as the metric has it. */
  readonly limit: number;
  /** `default`, or where the user wrote it. */
  readonly origin: string;
  /** How a default came to its limit. */
  readonly note?: string;
}

export type SloUnit = 'ms' | 'fps' | 'calls/s' | 'MB/s' | 'share' | '';

/** A metric a threshold may name. */
export interface SloMetric<O> {
  readonly unit: SloUnit;
  /** Whether our own slowness can spoil it. */
  readonly timing: boolean;
  read(observed: O): number | null;
  /** For a percentile, the maximum of the same distribution. */
  max?(observed: O): number | null;
  /** Why `read` gave null, where more can be said than "not estimable". */
  why?(observed: O): string | undefined;
}

/** Metrics by name; a command with more of them passes its own table. */
export type SloTable<O> = Readonly<Record<string, SloMetric<O>>>;

/** The metrics of one stream. */
export const STREAM_METRICS: SloTable<Observation> = {
  connect: timing((observed) => observed.connectMs),
  startup: timing((observed) => observed.startupMs),
  'first-frame': timing(({ metrics }) => metrics?.firstFrameMs),
  fps: { ...timing(({ metrics }) => metrics?.fps), unit: 'fps' },
  mbps: { ...timing(({ metrics }) => metrics?.throughputMBps), unit: 'MB/s' },
  'gap-p50': gap('p50'),
  'gap-p90': gap('p90'),
  'gap-p95': gap('p95'),
  'gap-p99': gap('p99'),
  'gap-p999': gap('p999'),
  'gap-max': timing(({ metrics }) => metrics?.gapMs.max),
  jitter: timing(({ metrics }) => metrics?.jitterMs?.mean),
  'freeze-share': { ...timing(({ metrics }) => metrics?.freezes?.timeShare), unit: 'share' },
  'lateness-p95': lateness('p95'),
  'lateness-p99': lateness('p99'),
  'round-trip-p50': roundTrip('p50'),
  'round-trip-p95': roundTrip('p95'),
  'round-trip-p99': roundTrip('p99'),
  'round-trip-max': roundTrip('max'),
  calls: { ...timing(({ calls }) => calls?.calls?.perSecond), unit: 'calls/s', why: () => NO_CALLS },
  'call-p50': call('p50'),
  'call-p90': call('p90'),
  'call-p95': call('p95'),
  'call-p99': call('p99'),
  'call-p999': call('p999'),
  'call-max': call('max'),
  lost: count((observed) => observed.lost),
  repeated: count((observed) => observed.repeated),
  errors: count((observed) => observed.errors),
  frames: count((observed) => observed.frames),
  missed: { ...count((observed) => observed.missed), why: () => 'starts are planned by bench --stream-rate only' },
  'success-rate': {
    unit: 'share',
    timing: false,
    read: ({ successRate, calls }) => successRate ?? successShare(calls?.calls),
    why: () => 'it is of whole runs, by bench --repeat, or of calls, by bench --call',
  },
};

type Read = (observed: Observation) => number | null | undefined;

function timing(read: Read): SloMetric<Observation> {
  return { unit: 'ms', timing: true, read: (observed) => read(observed) ?? null };
}

function gap(percentile: 'p50' | 'p90' | 'p95' | 'p99' | 'p999'): SloMetric<Observation> {
  return {
    ...timing(({ metrics }) => metrics?.gapMs[percentile]),
    max: ({ metrics }) => metrics?.gapMs.max ?? null,
    why: ({ metrics }) => metrics?.gapMs.reason,
  };
}

function lateness(percentile: 'p95' | 'p99'): SloMetric<Observation> {
  return {
    ...timing(({ metrics }) => metrics?.latenessMs?.[percentile]),
    max: ({ metrics }) => metrics?.latenessMs?.max ?? null,
  };
}

function roundTrip(figure: 'p50' | 'p95' | 'p99' | 'max'): SloMetric<Observation> {
  return {
    ...timing(({ metrics }) => metrics?.roundTripMs?.[figure]),
    max: ({ metrics }) => metrics?.roundTripMs?.max ?? null,
    why: ({ metrics }) =>
      metrics?.roundTripMs === undefined ? 'round trips are timed with --ping-pong only' : metrics.roundTripMs.reason,
  };
}

const NO_CALLS = 'calls are made by bench --call of a method with one answer only';

/** From the planned instant where there was one, so that a late start is charged. */
function call(figure: 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max'): SloMetric<Observation> {
  const times = ({ calls }: Observation): BenchPart['callMs'] => calls?.callCorrectedMs ?? calls?.callMs;
  return {
    ...timing((observed) => times(observed)?.[figure]),
    max: (observed) => times(observed)?.max ?? null,
    why: (observed) => (times(observed) === undefined ? NO_CALLS : times(observed)?.reason),
  };
}

function successShare(calls: BenchPart['calls']): number | null {
  return calls === undefined || calls.made === 0 ? null : (calls.made - calls.failed) / calls.made;
}

function count(read: Read): SloMetric<Observation> {
  return { unit: '', timing: false, read: (observed) => read(observed) ?? null };
}
