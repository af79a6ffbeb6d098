import type { Expectation } from '../base/expectation.ts';
import type { ConnectAttempt, Family, Setting, Severity } from '../base/result.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import type { ScannerOptions } from '../frame/scanner.ts';
import type { Slo } from '../measure/slo.ts';
import type { ConnectOptions } from '../wire/connect.ts';
import type { Metadata } from '../wire/types.ts';

/** How the server is reached: everything of ConnectOptions that does not belong to the run's own machinery. */
export type Reach = Omit<ConnectOptions, 'clock' | 'random' | 'signal' | 'onAttempt'>;

/** When a stream is ended on purpose. */
export interface Ending {
  /** Frames of each stream after which we are done. */
  readonly maxFrames: number | null;
  /** Time from the first frame after which we are done, ms, and whether the user asked for it or it is our default. */
  readonly afterMs: number | null;
  readonly afterReason: 'duration' | 'watched';
}

/** One stream of the job and what it should deliver. */
export interface PlannedStream {
  readonly streamId: number;
  /** Which stream of the job is asked for, where that is not `streamId`: a bench opens one of them many times. */
  readonly ask?: number;
  readonly expectation: Expectation;
}

/** What is known of a run whatever becomes of it. */
export interface RunHead {
  readonly command: string;
  readonly embedded: boolean;
  readonly failOn: Severity;
  readonly slos: readonly Slo[];
  readonly settings: Readonly<Record<string, Setting>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** One `stream` run, settled and complete. Times in ms, sizes in bytes. */
export interface StreamPlan extends RunHead {
  readonly reach: Reach;
  /** Layouts to try in order: the next one where a server does not implement the method. */
  readonly layouts: readonly [CompiledLayout, ...CompiledLayout[]];
  readonly jobId: string | null;
  /** The job as the document shows it. */
  readonly job: Readonly<Record<string, unknown>> | null;
  /** The job was made or looked up for this run, so that a server which does not know it yet will. */
  readonly jobExists: boolean;
  /** When the job was first asked for and in vain, ms on the monotonic clock; null without discovery. */
  readonly found: { readonly startedAt: number; readonly attempts: readonly ConnectAttempt[] } | null;
  readonly streams: readonly [PlannedStream, ...PlannedStream[]];
  /** How frames are read where the layout leaves it open, or the user knows better. */
  readonly reading: Pick<ScannerOptions, 'timeUnit' | 'element' | 'axes'>;
  readonly metadata: Metadata;
  readonly timeoutMs: number;
  readonly waitJobMs: number;
  readonly maxMessageSize: number;
  readonly ending: Ending;
  readonly families: ReadonlySet<Family>;
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly tolerances: ReadonlyMap<string, number>;
}

/** Milliseconds between two frames the job should have, and who said so; undefined when unknown. */
export function nominalCadence(expectation: Expectation): { ms: number; origin: string } | undefined {
  const { fps, rowStepMs, rows } = expectation;
  if (fps) return { ms: 1000 / fps.value, origin: fps.origin };
  if (rowStepMs && rows) return { ms: rowStepMs.value * rows.value, origin: rowStepMs.origin };
  return undefined;
}
