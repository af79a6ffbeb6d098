import type { Failure } from '../base/failure.ts';
import type { ConnectAttempt } from '../base/result.ts';
import type { Connection } from '../wire/types.ts';
import type { StreamOutcome } from './one-stream.ts';

/** What became of the run before it is put into words. */
export interface StreamRun {
  readonly startedAt: number;
  readonly attempts: readonly ConnectAttempt[];
  readonly firstAttemptAt: number | null;
  readonly connection: Connection | null;
  readonly outcome: StreamOutcome | null;
  readonly failure: Failure | null;
}
