import type { Expectation } from '../base/expectation.ts';
import type { Family, Setting, Severity } from '../base/result.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import type { Slo } from '../measure/slo.ts';
import type { ConnectOptions } from '../wire/connect.ts';
import type { Metadata } from '../wire/types.ts';

/** How the server is reached: everything of ConnectOptions that does not belong to the run's own machinery. */
export type Reach = Omit<ConnectOptions, 'clock' | 'random' | 'signal' | 'onAttempt'>;

/** When a stream is ended on purpose. */
export interface Ending {
  /** Frames after which we are done. */
  readonly maxFrames: number | null;
  /** Time from the first frame after which we are done, ms, and whether the user asked for it or it is our default. */
  readonly afterMs: number | null;
  readonly afterReason: 'duration' | 'watched';
}

/** One `stream` run, settled and complete. Times in ms, sizes in bytes. */
export interface StreamPlan {
  readonly command: string;
  readonly reach: Reach;
  readonly embedded: boolean;
  readonly layout: CompiledLayout;
  readonly job: string | null;
  readonly streamId: number | 'all';
  readonly timeUnit: 'ms' | 's' | 'us' | 'ns';
  readonly metadata: Metadata;
  readonly timeoutMs: number;
  readonly waitJobMs: number;
  readonly maxMessageSize: number;
  readonly ending: Ending;
  readonly expectation: Expectation;
  readonly families: ReadonlySet<Family>;
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly tolerances: ReadonlyMap<string, number>;
  readonly failOn: Severity;
  readonly slos: readonly Slo[];
  readonly settings: Readonly<Record<string, Setting>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** Milliseconds between two frames the job should have, and who said so; undefined when unknown. */
export function nominalCadence(expectation: Expectation): { ms: number; origin: string } | undefined {
  const { fps, rowStepMs, rows } = expectation;
  if (fps) return { ms: 1000 / fps.value, origin: fps.origin };
  if (rowStepMs && rows) return { ms: rowStepMs.value * rows.value, origin: rowStepMs.origin };
  return undefined;
}
