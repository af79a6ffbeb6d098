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

/** The part of the document that `bench` adds. */
export interface BenchPart {
  /** Streams that ran side by side. */
  readonly streams: number;
  readonly jobs: readonly string[];
  readonly connections: readonly BenchConnection[];
  readonly warmup: BenchWarmup | null;
  /** From writing the request of a stream to its first frame, over the streams that had one, ms. */
  readonly firstFrameMs: RoundTripSummary;
  /** Streams by the status they ended with; `on purpose` where we ended them. */
  readonly statuses: readonly { readonly status: string; readonly streams: number }[];
  /** The gaps of all streams, for plots. */
  readonly gapPercentiles: readonly PercentileStep[];
  readonly gapBars: readonly HistogramBar[];
  /** What this process used from the first request to the last end. */
  readonly process: {
    readonly wallMs: number;
    readonly cpuMs: number;
    /** Share of the time in which our event loop was busy. */
    readonly loopBusy: number;
  };
}
