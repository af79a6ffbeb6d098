import type { Clock } from '../base/clock.ts';
import { waited } from './wait.ts';

/** What a silence watch sees of a stream. */
export interface Watched {
  readonly over: AbortSignal;
  /** When the client was last heard, ms on the monotonic clock. */
  readonly heardAt: number;
  /** We are busy with what it said last. */
  readonly isBusy: boolean;
}

/** Resolves with true once the client has been silent for `timeoutMs`, with false when the stream is over before. */
export async function silence(stream: Watched, timeoutMs: number, clock: Clock): Promise<boolean> {
  for (;;) {
    const left = stream.isBusy ? timeoutMs : stream.heardAt + timeoutMs - clock.now();
    if (left <= 0) return !stream.over.aborted;
    if (!(await waited(clock, left, stream.over))) return false;
  }
}
