import type { CallStatus } from './status.ts';

/** Which of the check families a rule belongs to; the names `--checks` takes. */
export const FAMILIES = ['structure', 'dimension', 'range', 'nonzero', 'time', 'job', 'stream'] as const;
export type Family = (typeof FAMILIES)[number];

export type Severity = 'error' | 'warning';
export type CheckStatus = 'passed' | 'failed' | 'warned' | 'skipped';

/** One thing a stream did wrong, and where. Absent places do not apply; times are epoch ms unless they say otherwise. */
export interface Finding {
  readonly stream: number;
  /** 0-based place of the frame in its stream. */
  readonly frame?: number;
  /** The frame's own number, where the server sends one. */
  readonly frameNumber?: number;
  readonly row?: number;
  readonly sensor?: number;
  readonly bin?: number;
  /** Frequency of the bin, Hz, where the axis is known. */
  readonly hz?: number;
  readonly path?: string;
  /** Byte offset in the message, for messages that do not decode. */
  readonly offset?: number;
  readonly sourceTime?: number;
  /** Milliseconds from the start of the call to the frame's arrival. */
  readonly arrivalMs?: number;
  readonly expected: string;
  readonly actual: string;
  /** The finding as one sentence without its place. */
  readonly message: string;
}

export interface CheckResult {
  readonly rule: string;
  readonly family: Family;
  readonly status: CheckStatus;
  readonly severity: Severity;
  /** What the rule judged: frames, rows for row rules, 1 for stream rules. */
  readonly examined: number;
  readonly violations: number;
  /** Frame of the first and the last violation. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** Why it was skipped, or why violations were tolerated. */
  readonly reason?: string;
  readonly findings: readonly Finding[];
}

/** A value of the run and where it came from, `--flag`, `GRPC_VALIDATE_X`, a file, `default`. */
export interface Setting {
  readonly value: unknown;
  readonly origin: string;
}

export interface Phases {
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
  /** To the peer's SETTINGS. */
  readonly http2Ms: number | null;
  /** From writing the request to the response headers. */
  readonly headersMs: number | null;
  readonly firstMessageMs: number | null;
}

export interface ConnectAttempt {
  readonly phases: Phases;
  /** Why the attempt failed: a dial cause, or the status of a job that was still starting. */
  readonly cause?: string;
  readonly message?: string;
  /** Wait before the next attempt. */
  readonly delayMs?: number;
}

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
  readonly overhead: OverheadSummary;
}

export interface StreamSummary {
  readonly streamId: number;
  readonly frames: number;
  readonly metrics: Metrics;
  readonly status: CallStatus | null;
  readonly checks: readonly CheckResult[];
}

export interface TimelineSecond {
  /** Seconds from the first message. */
  readonly second: number;
  readonly frames: number;
  readonly bytes: number;
  readonly gapMaxMs: number | null;
}

export type SloStatus = 'passed' | 'failed' | 'inconclusive' | 'skipped';

export interface SloResult {
  readonly expression: string;
  readonly metric: string;
  readonly limit: number;
  readonly origin: string;
  readonly actual: number | null;
  /** Unit of `limit` and `actual`: `ms`, `fps`, `MB/s`, `share` (0..1), or `` for a count. */
  readonly unit?: string;
  readonly status: SloStatus;
  readonly reason?: string;
}

export type Outcome = 'passed' | 'failed' | 'broken' | 'errored' | 'interrupted';

export interface TargetInfo {
  readonly address: string;
  readonly peerAddress: string | null;
  readonly tls: TlsInfo | null;
  readonly embedded: boolean;
  readonly client: 'wire' | 'grpc-js';
  /** HTTP/2 flow-control window of a stream, bytes. */
  readonly windowSize: number;
}

export interface TlsInfo {
  readonly version: string | null;
  readonly cipher: string | null;
  readonly alpn: string | null;
  readonly verified: boolean;
  readonly peer: {
    readonly subject: string;
    readonly issuer: string;
    readonly names: string;
    readonly daysLeft: number;
  } | null;
}

/** Everything a run found out: the one document every reporter reads. Described by docs/result.schema.json. */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'grpc-validate'; readonly version: string };
  readonly runId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly command: string;
  readonly call: { readonly method: string; readonly kind: string } | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  readonly outcome: Outcome;
  /** Why the run ended: `completed`, `max-frames`, `duration`, `watched`, `status`, `stalled`, `interrupted`, a failure's code. */
  readonly endReason: string;
  readonly exitCode: number;
  readonly summary: {
    readonly passed: number;
    readonly warned: number;
    readonly failed: number;
    readonly skipped: number;
    /** The verdict in one line. */
    readonly line: string;
  };
  readonly settings: Readonly<Record<string, Setting>>;
  readonly environment: { readonly node: string; readonly os: string; readonly cpus: number };
  readonly target: TargetInfo | null;
  readonly server: { readonly version?: string; readonly health?: string } | null;
  readonly job: Readonly<Record<string, unknown>> | null;
  readonly layout: { readonly name: string; readonly element: string; readonly axes: string } | null;
  readonly connect: {
    readonly attempts: readonly ConnectAttempt[];
    readonly ms: number | null;
    readonly startupMs: number | null;
  };
  readonly status: CallStatus | null;
  readonly frames: {
    readonly received: number;
    readonly expected: number | null;
    readonly expectedOrigin: string | null;
    readonly rows: number;
    readonly values: number;
    readonly payloadBytes: number;
    readonly wireBytes: number;
    readonly lost: number | null;
    readonly repeated: number | null;
    readonly bad: number;
  } | null;
  readonly source: {
    readonly firstRow: number | null;
    readonly lastRow: number | null;
    readonly ageMs: number | null;
  } | null;
  readonly metrics: Metrics | null;
  readonly streams: readonly StreamSummary[];
  readonly timeline: readonly TimelineSecond[];
  readonly checks: readonly CheckResult[];
  readonly slo: readonly SloResult[];
  readonly suspect: readonly string[];
  readonly notes: readonly string[];
  readonly failure: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
}
