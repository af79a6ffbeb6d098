import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import { poolTimelines } from '../pool-timelines.ts';

type Timeline = RunResult['timeline'];

/** Frames of all runs; what one of them does not know of itself is not known of all. */
export function unitedFrames(results: readonly RunResult[]): RunResult['frames'] {
  const parts = results.flatMap(({ frames }) => frames ?? []);
  const [first] = parts;
  if (first === undefined) return null;
  const sum = (key: 'received' | 'payloadBytes' | 'wireBytes' | 'bad'): number => total(parts.map((part) => part[key]));
  return {
    received: sum('received'),
    expected: allKnown(parts.map(({ expected }) => expected)),
    expectedOrigin: first.expectedOrigin,
    rows: allKnown(parts.map(({ rows }) => rows)),
    values: allKnown(parts.map(({ values }) => values)),
    payloadBytes: sum('payloadBytes'),
    wireBytes: sum('wireBytes'),
    // As within one run: of streams that tell nothing nothing is counted.
    lost: someKnown(parts.map(({ lost }) => lost)),
    repeated: someKnown(parts.map(({ repeated }) => repeated)),
    bad: sum('bad'),
  };
}

export function unitedSource(results: readonly RunResult[]): RunResult['source'] {
  const parts = results.flatMap(({ source }) => source ?? []);
  if (parts.length === 0) return null;
  const known = (key: 'firstRow' | 'lastRow' | 'ageMs'): number[] => parts.flatMap((part) => part[key] ?? []);
  const [first, last, ages] = [known('firstRow'), known('lastRow'), known('ageMs')];
  return {
    firstRow: first.length === 0 ? null : Math.min(...first),
    lastRow: last.length === 0 ? null : Math.max(...last),
    ageMs: ages.length === 0 ? null : Math.max(...ages),
  };
}

/** The slowest connection, and the slowest first messages; where a run never connected, how it tried. */
export function unitedConnect(results: readonly RunResult[]): RunResult['connect'] {
  const connects = results.map(({ connect }) => connect);
  const unconnected = connects.find(({ ms, attempts }) => ms === null && attempts.length > 0);
  const [slowest] = connects.toSorted((a, b) => (b.ms ?? -1) - (a.ms ?? -1));
  const { attempts, ms } = unconnected ?? slowest ?? { attempts: [], ms: null };
  const last = attempts.at(-1);
  const phase = (key: 'headersMs' | 'firstMessageMs'): number | null => {
    const times = connects.flatMap((connect) => connect.attempts.at(-1)?.phases[key] ?? []);
    return times.length === 0 ? null : Math.max(...times);
  };
  const slowestOf = (attempt: ConnectAttempt): ConnectAttempt => ({
    ...attempt,
    phases: { ...attempt.phases, headersMs: phase('headersMs'), firstMessageMs: phase('firstMessageMs') },
  });
  return {
    attempts: last === undefined || unconnected !== undefined ? attempts : [...attempts.slice(0, -1), slowestOf(last)],
    ms,
    startupMs: allMost(connects.map(({ startupMs }) => startupMs)),
  };
}

/** The seconds of all runs side by side on the wall clock, and where they begin. */
export function unitedTimeline(results: readonly RunResult[]): {
  readonly timeline: Timeline;
  readonly timelineFrom: number | null;
} {
  const parts = results.flatMap(({ timeline, bench }) =>
    bench === undefined || bench.timelineFrom === null ? [] : [{ timeline, from: bench.timelineFrom }],
  );
  if (parts.length === 0) return { timeline: [], timelineFrom: null };
  const timelineFrom = Math.min(...parts.map(({ from }) => from));
  const width = Math.max(...parts.map(({ timeline }) => widthOf(timeline)));
  const shifted = parts.map(({ timeline, from }) =>
    timeline.map((entry) => {
      const second = entry.second + Math.round((from - timelineFrom) / 1000);
      return { ...entry, second: width * Math.floor(second / width) };
    }),
  );
  // A list of its own for each, so that seconds of one run that fell together are summed too.
  return { timeline: poolTimelines([...shifted, []]), timelineFrom };
}

/** Seconds of one entry. */
function widthOf([first, second]: Timeline): number {
  return first === undefined || second === undefined ? 1 : second.second - first.second;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Their sum; null when any is not known. */
function allKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? total(known) : null;
}

/** The sum of those that are known; null when none is. */
function someKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : total(known);
}

function allMost(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? Math.max(...known) : null;
}
