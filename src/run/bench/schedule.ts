import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';

/** Later than this a start is told as late, ms. Timers keep 1 to 2 ms on an idle machine. */
export const LATE_MS = 10;

/** What became of one planned start. Moments in ms on the monotonic clock. */
export interface Start {
  readonly plannedAt: number;
  /** Null where it was missed: no place for it could be had. */
  readonly startedAt: number | null;
  /** It waited for a connection to be opened. */
  readonly dialled: boolean;
}

/** Something to be started `afterMs` after the beginning. */
export interface Planned {
  readonly afterMs: number;
}

/**
 * Calls `begin` for each, `place` counting from 0, at its planned instant, never before it, in order and whatever the ones before are doing;
 * resolves when all have begun. Ends early when `signal` is aborted or `enough` says so.
 */
export async function keepSchedule<P extends Planned>(
  planned: readonly P[],
  startedAt: number,
  clock: Clock,
  { signal, enough = () => false }: { readonly signal: AbortSignal; readonly enough?: () => boolean },
  begin: (each: P, plannedAt: number, place: number) => Promise<void>,
): Promise<void> {
  const under: Promise<void>[] = [];
  for (const [place, each] of planned.entries()) {
    const plannedAt = startedAt + each.afterMs;
    // Behind the plan, the streams that run are read all the same.
    if (plannedAt < clock.now()) await setImmediate();
    if (!(await until(plannedAt, clock, signal)) || enough()) break;
    const begun = begin(each, plannedAt, place);
    // It is waited for in the end.
    begun.catch(() => {});
    under.push(begun);
  }
  await Promise.all(under);
}

/** Whether the moment has come; false when the signal was aborted first. A timer may fire up to 1 ms early. */
export async function until(moment: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  for (let wait = moment - clock.now(); wait > 0; wait = moment - clock.now()) {
    if (signal.aborted) return false;
    await clock.sleep(wait, signal).catch(() => {});
  }
  return !signal.aborted;
}
