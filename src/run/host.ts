import type { Clock } from '../base/clock.ts';
import type { ConnectAttempt } from '../base/result.ts';

/** How far a stream has come, for a progress line or an interval record. */
export interface Snapshot {
  readonly frames: number;
  readonly fps: number | null;
  readonly lastGapMs: number | null;
  readonly errors: number;
  readonly warnings: number;
  /** Which of several whole runs it is of, from 1. */
  readonly repeat?: { readonly n: number; readonly of: number };
}

/** What a run needs of the process it runs in. */
export interface Host {
  readonly clock: Clock;
  readonly random: () => number;
  readonly version: string;
  /** Aborted with 'SIGINT' or 'SIGTERM' as its reason: end the stream, keep the report. */
  readonly signal: AbortSignal;
  /** An attempt to connect or to start a job failed; `delayMs` null means it was the last. */
  readonly onAttempt?: (attempt: ConnectAttempt, delayMs: number | null) => void;
  /** Called when the first call is about to open. */
  readonly onStart?: (peek: () => Snapshot) => void;
}
