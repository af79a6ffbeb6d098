import type { Failure } from '../base/failure.ts';
import type { ConnectAttempt } from '../base/result.ts';
import type { CompiledLayout } from '../frame/layout.ts';
import type { Connection } from '../wire/types.ts';
import type { StreamOutcome } from './one-stream.ts';
import type { StreamPlan } from './plan.ts';

/** What became of a run that streams, whatever it streams, before it is put into words. */
export interface Followed {
  readonly startedAt: number;
  readonly attempts: readonly ConnectAttempt[];
  readonly firstAttemptAt: number | null;
  readonly connection: Connection | null;
  /** Empty when no stream was opened. */
  readonly streams: readonly StreamOutcome[];
  readonly failure: Failure | null;
}

/** What became of the streams of a job. */
export interface StreamRun extends Followed {
  /** Null when the job could not even be found. */
  readonly plan: StreamPlan | null;
  readonly layout: CompiledLayout | null;
}

/** How bad an end is; the worst stream speaks for the run. */
const WORST: readonly StreamOutcome['reason'][] = [
  'interrupted',
  'unsent',
  'stalled',
  'broken',
  'deadline',
  'status',
  'max-frames',
  'duration',
  'watched',
  'until',
  'unread',
];

/** The stream that ended worst, null when none was opened. */
export function worstStream(streams: readonly StreamOutcome[]): StreamOutcome | null {
  const badness = ({ reason, end }: StreamOutcome): number =>
    // A stream that ended with OK is better than any we had to end.
    reason === 'status' && end.status.code === 0 ? WORST.length : WORST.indexOf(reason);
  return streams.toSorted((a, b) => badness(a) - badness(b))[0] ?? null;
}
