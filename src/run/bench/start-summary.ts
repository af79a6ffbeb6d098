import type { BenchStarts } from '../../base/bench-result.ts';
import { plural } from '../../base/text.ts';
import { formatMs } from '../../base/units.ts';
import { MOST_CONNECTIONS } from './places.ts';
import type { Starts } from './plan.ts';
import type { Start } from './schedule.ts';
import { LATE_MS } from './schedule.ts';

/** How the plan of the starts was kept. */
export function summarizeStarts({ kind, everyMs }: Starts, planned: number, starts: readonly Start[]): BenchStarts {
  const delays = starts.map(lateness).filter((ms) => ms !== null);
  return {
    kind,
    everyMs,
    planned,
    started: delays.length,
    late: delays.filter(isLate).length,
    missed: starts.length - delays.length,
    maxLateMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

/** Why the plan of the starts, and so the load, is in doubt: our own loop came too late. Null when it did not. */
export function ownDelay(planned: ReadonlyMap<number, Start>): string | null {
  const starts = [...planned.values()];
  const late = starts
    .filter(({ dialled }) => !dialled)
    .map(lateness)
    .filter((ms) => ms !== null)
    .filter(isLate);
  if (late.length === 0) return null;
  return lateWords(late.length, plural(starts.length, 'stream'), Math.max(...late));
}

/** Of so many, in words, how many started late by up to so much, for want of nothing but our own loop. */
export function lateWords(late: number, all: string, mostMs: number): string {
  return `${late} of ${all} started up to ${formatMs(mostMs)} after the planned moment: our own event loop was busy`;
}

/** What is to be said of starts that were missed, and why; null when none was. */
export function missedNote(
  connections: number | null,
  planned: ReadonlyMap<number, Start>,
  refusal: string | null,
): string | null {
  const starts = [...planned.values()];
  const missed = starts.filter(({ startedAt }) => startedAt === null).length;
  if (missed === 0) return null;
  return missedWords(missed, plural(starts.length, 'stream'), refusal, fullWords(connections));
}

/** Of so many, in words, how many were left out: a further connection was refused, else `full`. */
export function missedWords(missed: number, all: string, refusal: string | null, full: string): string {
  const why = refusal === null ? full : `a further connection could not be opened: ${refusal}`;
  return `${missed} of ${all} could not be started at the planned moment and were left out: ${why}`;
}

function fullWords(connections: number | null): string {
  if (connections === null) return `${MOST_CONNECTIONS} connections are the most, and none had a place`;
  const none = connections === 1 ? 'the one connection had no' : `none of the ${connections} connections had a`;
  return `${none} place (MAX_CONCURRENT_STREAMS); more --connections, or none said, would help`;
}

function lateness({ startedAt, plannedAt }: Start): number | null {
  return startedAt === null ? null : startedAt - plannedAt;
}

function isLate(ms: number): boolean {
  return ms > LATE_MS;
}
