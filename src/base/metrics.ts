/** A distribution in milliseconds; `null` where it could not be estimated from so few samples. */
export interface GapSummary {
  readonly count: number;
  readonly min: number | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** 95 % confidence interval of p95 from order statistics, assuming independent gaps; upper end null below 73 gaps. */
  readonly p95Interval: readonly [number | null, number | null] | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
  /** Share of gaps between messages that one read of the socket completed; null without gaps. */
  readonly coalescedShare: number | null;
  /** Why percentiles are null though there are gaps. */
  readonly reason?: string;
  /** HdrHistogram V2, base64, integer microseconds. */
  readonly histogram: string | null;
}

/** Times from each of our messages to the reply to it, ms; `null` where it could not be estimated from so few. */
export interface RoundTripSummary {
  readonly count: number;
  readonly min: number | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** As of gaps, assuming independent waits; absent in documents of earlier versions. */
  readonly p95Interval?: readonly [number | null, number | null] | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
  /** Why percentiles are null though there are round trips. */
  readonly reason?: string;
  /** HdrHistogram V2, base64, integer microseconds. */
  readonly histogram: string | null;
}

export interface LatenessSummary {
  /** Nominal cadence, ms, and where it came from. */
  readonly nominalMs: number;
  readonly origin: string;
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export interface JitterSummary {
  readonly formula: 'RFC 3550 6.4.1';
  /** What the arrival is compared with, and its resolution, e.g. `server_timestamp, 1 ms`. */
  readonly source: string;
  readonly final: number;
  readonly mean: number;
  readonly max: number;
  /** RFC 5481 PDV p95, ms; only with source times. */
  readonly pdvP95: number | null;
}

export interface FreezeSummary {
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
  /** Share of the time between the first and the last message. */
  readonly timeShare: number | null;
}

/** What we ourselves cost; the reason to doubt a timing. */
export interface OverheadSummary {
  readonly loopDelayP99Ms: number | null;
  readonly validationMeanUs: number | null;
  readonly validationP99Us: number | null;
  /** Most messages that waited to be judged at one moment. */
  readonly backlogMax: number;
}

export interface Metrics {
  readonly firstFrameMs: number | null;
  readonly firstFrameFromDialMs: number | null;
  readonly fps: number | null;
  /** Of the pooled streams of a run; absent for one stream. */
  readonly fpsPerStream?: { readonly min: number | null; readonly median: number | null; readonly max: number | null };
  readonly throughputMBps: number | null;
  readonly gapMs: GapSummary;
  readonly latenessMs: LatenessSummary | null;
  readonly jitterMs: JitterSummary | null;
  readonly freezes: FreezeSummary | null;
  /** Of a bidirectional call in which each message waited for the reply to the one before; absent otherwise. */
  readonly roundTripMs?: RoundTripSummary;
  readonly overhead: OverheadSummary;
}
