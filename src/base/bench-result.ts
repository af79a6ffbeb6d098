import type { DistributionState, SignedState } from './distribution-state.ts';
import type { RoundTripSummary } from './metrics.ts';

/** One connection of a bench. */
export interface BenchConnection {
  readonly streams: number;
  /** From the start of its successful attempt to the peer's SETTINGS. */
  readonly ms: number;
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
  readonly http2Ms: number | null;
}

/** Streams that were started at planned instants, and how the plan was kept. */
export interface BenchStarts {
  /** `rate`: whatever the server does; `ramp-up`: until all run side by side. */
  readonly kind: 'ramp-up' | 'rate';
  /** Between two planned instants of the whole bench, ms. */
  readonly everyMs: number;
  /** Streams that were to be started; where the run was ended before, not all of them were started or missed. */
  readonly planned: number;
  readonly started: number;
  /** Of these, how many more than 10 ms after the planned instant. */
  readonly late: number;
  /** Left out, as no connection had a place for them at the planned instant. */
  readonly missed: number;
  readonly maxLateMs: number | null;
}

/** What went before the measurement, and is in none of its numbers. */
export interface BenchWarmup {
  readonly streams: number;
  readonly frames: number;
  readonly ms: number;
}

/** One step of a percentile distribution: so many values are at most `ms`. */
export interface PercentileStep {
  readonly ms: number;
  readonly quantile: number;
  readonly count: number;
}

/** Values above `fromMs`, up to and with `toMs`. */
export interface HistogramBar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** What one process or thread used from the first request to the last end. */
export interface BenchProcess {
  readonly wallMs: number;
  /** Null for a thread where Node does not tell it apart. */
  readonly cpuMs: number | null;
  /** Share of the time in which our event loop was busy. */
  readonly loopBusy: number;
  /** 99th percentile of the delay of our event loop, ms; null where it could not be had. */
  readonly loopDelayP99Ms: number | null;
}

/** Which share of the streams of a bench on several processes this one ran, 0-based. */
export interface BenchShard {
  readonly index: number;
  readonly of: number;
}

/** The numbers of one whole run of `--repeat`; null where one could not be had. */
export interface BenchRepeat {
  /** 1-based. */
  readonly n: number;
  readonly outcome: 'passed' | 'failed' | 'broken' | 'errored' | 'interrupted';
  readonly exitCode: number;
  readonly durationMs: number;
  readonly frames: number;
  /** All frames over the time in which any stream ran. */
  readonly fps: number | null;
  readonly throughputMBps: number | null;
  readonly gapP50: number | null;
  readonly gapP95: number | null;
  readonly gapP99: number | null;
  readonly gapMax: number | null;
  readonly firstFrameP50: number | null;
  readonly firstFrameP95: number | null;
  /** Of the slowest stream; null when one had none. */
  readonly firstFrameMax: number | null;
  readonly jitterMean: number | null;
  /** Of calls, where those were measured. */
  readonly callsPerSecond?: number | null;
  readonly callP50?: number | null;
  readonly callP95?: number | null;
  readonly callP99?: number | null;
}

/** Calls of one lane, or of all of them: what ended, and when. */
export interface CallCounts {
  /** Calls that ended; those we cut short are left out. */
  readonly made: number;
  /** Of these, those that ended with another status than was expected. */
  readonly failed: number;
  /** Under way when we ended the run. */
  readonly cut: number;
  readonly statuses: readonly { readonly status: string; readonly calls: number }[];
}

/** What a lane of calls leaves, so that it can be pooled with others. */
export interface LanePool extends CallCounts {
  /** Its first request and its last end, ms since 1970; null without a call. */
  readonly span: { readonly first: number; readonly last: number } | null;
  /** From handing the request to the transport to the end of the call, ms. */
  readonly callMs: RoundTripSummary;
  /** From the planned instant; absent without planned starts. */
  readonly correctedMs?: RoundTripSummary;
  readonly starts?: BenchStarts;
}

/** What `bench --call` of a method with one answer adds. */
export interface BenchCalls extends CallCounts {
  /** All calls over the time in which any lane had one under way; null without a call. */
  readonly perSecond: number | null;
  /** Of each lane over its own time. */
  readonly perLane: { readonly min: number | null; readonly median: number | null; readonly max: number | null };
  /** The latencies, for plots. */
  readonly percentiles: readonly PercentileStep[];
  readonly bars: readonly HistogramBar[];
}

/** What a stream leaves beside its metrics, so that it can be pooled with streams of other processes. */
export interface StreamPool {
  /** Its first and last message, ms since 1970; null without one. */
  readonly span: { readonly first: number; readonly last: number } | null;
  /** Payload of all messages but the first. */
  readonly bytesAfterFirst: number;
  readonly lost: number | null;
  readonly repeated: number | null;
  /** Lateness against the nominal cadence, ms; null without one. */
  readonly lateness: SignedState | null;
  /** What judging a frame took, ms. */
  readonly validation: DistributionState;
  /** From the planned instant of its start to the request, ms; null without a plan. */
  readonly startDelayMs: number | null;
  /** Where the stream is a lane of calls. */
  readonly calls?: LanePool;
}

/** The part of the document that `bench` adds. */
export interface BenchPart {
  /** Streams that were opened. */
  readonly streams: number;
  readonly jobs: readonly string[];
  readonly connections: readonly BenchConnection[];
  readonly warmup: BenchWarmup | null;
  /** Where the streams are a share of those of several processes. */
  readonly shard?: BenchShard;
  /** Whole runs, where there were several; the rest of the document is about all of them together. */
  readonly repeats?: readonly BenchRepeat[];
  /** Share of the repeats that passed, interrupted ones left out; null without any, absent in a single run. */
  readonly successRate?: number | null;
  /** Where second 0 of the timeline begins, ms since 1970, a whole second; null when no frame came. */
  readonly timelineFrom: number | null;
  /** From writing the request of a stream to its first frame, over the streams that had one, ms. */
  readonly firstFrameMs: RoundTripSummary;
  /** The same from the planned instant of the start, so that a late start is charged; absent without planned starts. */
  readonly firstFrameCorrectedMs?: RoundTripSummary;
  readonly starts?: BenchStarts;
  /** Calls, where those were measured in place of streams. */
  readonly calls?: BenchCalls;
  /** From handing the request of a call to the transport to its end, ms. */
  readonly callMs?: RoundTripSummary;
  /** The same from the planned instant of the start; absent without planned starts. */
  readonly callCorrectedMs?: RoundTripSummary;
  /** Streams by the status they ended with; `on purpose` where we ended them. */
  readonly statuses: readonly { readonly status: string; readonly streams: number }[];
  /** The gaps of all streams, for plots. */
  readonly gapPercentiles: readonly PercentileStep[];
  readonly gapBars: readonly HistogramBar[];
  /** Threads of this process that ran the streams; absent where no thread was started. */
  readonly workers?: number;
  /** Of several processes or threads: the longest time, the sum of the CPU, the busiest loop. */
  readonly process: BenchProcess;
  /** Each process or thread, where there were several. */
  readonly processes?: readonly BenchProcess[];
}
