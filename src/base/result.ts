import type { BaselinePart } from './baseline.ts';
import type { BenchPart, BenchShard, StreamPool } from './bench-result.ts';
import type { CallInfo } from './call-info.ts';
import type { CheckResult } from './check-result.ts';
import type { FixturesPart } from './fixtures-result.ts';
import type { Metrics } from './metrics.ts';
import type { ServerInfo, TlsInfo } from './server-info.ts';
import type { SessionSummary } from './session.ts';
import type { CallStatus } from './status.ts';

export { FAMILIES } from './check-result.ts';
export type { CheckResult, CheckStatus, Family, Finding, Severity } from './check-result.ts';
export type { CallInfo, CallKind, MetadataEntry } from './call-info.ts';
export type { Http2Settings, LayoutHealth, ServerInfo, TlsInfo } from './server-info.ts';
export type { BenchPart } from './bench-result.ts';
export type { FixturesPart } from './fixtures-result.ts';
export type {
  FreezeSummary,
  GapSummary,
  JitterSummary,
  LatenessSummary,
  Metrics,
  RoundTripSummary,
} from './metrics.ts';

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
  readonly failed?: FailedPhase;
  /** What had become of TLS when the attempt failed, where the peer had shown its certificate. */
  readonly tls?: TlsInfo;
  /** Addresses of the name that were tried in vain before the one that answered; only where there were any. */
  readonly passedOver?: readonly PassedOver[];
  /** Wait before the next attempt. */
  readonly delayMs?: number;
}

/** An address of a name at which the server did not answer. */
export interface PassedOver {
  readonly address: string;
  readonly cause: string;
  readonly message: string;
  readonly ms: number;
}

/** The phases of dialling, in their order. */
export const DIAL_PHASES = ['dns', 'tcp', 'tls', 'http2'] as const;
export type DialPhase = (typeof DIAL_PHASES)[number];

/** The phase in which an attempt failed, and how long that had been under way. */
export interface FailedPhase {
  readonly phase: DialPhase;
  readonly ms: number;
}

export interface StreamSummary {
  readonly streamId: number;
  readonly frames: number;
  readonly metrics: Metrics;
  readonly status: CallStatus | null;
  readonly checks: readonly CheckResult[];
  /** Of `bench`: what merging needs. */
  readonly pool?: StreamPool;
}

/** One of the runs a document was merged from. */
export interface MergedRun {
  readonly runId: string;
  /** The file its document was read from. */
  readonly file: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly startedAt: string;
  readonly streams: number;
  readonly shard: BenchShard | null;
}

export interface TimelineSecond {
  /** Seconds from the first message; of `bench` from the second, on the wall clock, in which it came. */
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
  /** What was asked for, also where it failed. */
  readonly security?: 'tls' | 'plaintext';
  readonly tls: TlsInfo | null;
  readonly embedded: boolean;
  readonly client: 'wire' | 'grpc-js';
  /** HTTP/2 flow-control window of a stream, bytes. */
  readonly windowSize: number;
}

/** Everything a run found out: the one document every reporter reads. Described by docs/result.schema.json. */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'grpc-validate'; readonly version: string };
  readonly runId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly command: string;
  readonly call: CallInfo | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  readonly outcome: Outcome;
  /**
   * Why the run ended: `completed`, `max-frames`, `max-messages`, `duration`, `watched`, `until`, `unread`, `status`,
   * `stalled`, `interrupted`, a failure's code.
   */
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
  readonly server: ServerInfo | null;
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
    /** Rows and values of the frames; null for messages that have none. */
    readonly rows: number | null;
    readonly values: number | null;
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
  /** Of `bench`, once a stream was opened. */
  readonly bench?: BenchPart;
  /** Of `report merge`: the runs in it. */
  readonly mergedFrom?: readonly MergedRun[];
  /** Of the `fixtures` commands. */
  readonly fixtures?: FixturesPart;
  /** Of `session` alone. */
  readonly session?: SessionSummary;
  readonly slo: readonly SloResult[];
  /** Of `bench --baseline`. */
  readonly baseline?: BaselinePart;
  readonly suspect: readonly string[];
  readonly notes: readonly string[];
  readonly failure: { readonly code: string; readonly message: string; readonly hint: string | null } | null;
}
