import { realpathSync } from 'node:fs';
import { Failure, usage } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import { printable } from '../../base/text.ts';
import type { Slo } from '../../measure/slo.ts';
import { readSavedResult } from '../saved-result.ts';
import type { NamedResult } from './fit.ts';
import { refuseMisfits } from './fit.ts';
import { mergeResults, thresholdsOf } from './results.ts';
import { checkShares, runsOf } from './shares.ts';
import { unmergeable } from './whole.ts';

export interface MergeRequest {
  readonly files: readonly [string, ...string[]];
  /** Shares may be missing, or there twice. */
  readonly partial: boolean;
  /** Thresholds that take no account of those of the runs. */
  readonly judgedAnew: boolean;
  /** The thresholds to judge by, from those of the runs. */
  readonly slos: (own: readonly Slo[]) => readonly Slo[];
  readonly version: string;
}

/** How many runs that did not pass are told of by a note each. */
const TOLD = 10;

/**
 * Reads result documents of benches that ran side by side and merges them into one.
 * @throws Failure `file` naming the file that cannot be read or merged, `usage` where two do not fit or a share is missing.
 */
export function mergeFiles({ files, partial, judgedAnew, slos, version }: MergeRequest): RunResult {
  const named = files.map(read) as [NamedResult, ...NamedResult[]];
  refuseTwins(named);
  refuseMisfits(named, judgedAnew);
  const mergedFrom = named.flatMap(runsOf);
  const notes = checkShares(mergedFrom, partial);
  const results = named.map(({ result }) => result) as [RunResult, ...RunResult[]];
  return mergeResults(results, {
    version,
    slos: slos(thresholdsOf(results)),
    mergedFrom,
    notes: [...notes, ...unlikeNotes(named), ...failedNotes(named)],
  });
}

function read(file: string): NamedResult {
  const result = readSavedResult(file);
  const why = unmergeable(result);
  if (why !== null) throw new Failure('file', `${file} ${why}`, { hint: 'name results that bench wrote' });
  return { file, result };
}

/** A run counts once, under whatever names its document lies about. */
function refuseTwins(named: readonly NamedResult[]): void {
  const seen = new Map<string, string>();
  const names = named.flatMap(({ file, result }) => [
    { id: realpathSync(file), file },
    ...runsOf({ file, result }).map(({ runId }) => ({ id: runId, file })),
  ]);
  for (const { id, file } of names) {
    const before = seen.get(id);
    if (before !== undefined) {
      const words = before === file ? `${file} was named twice` : `${before} and ${file} tell of the same run`;
      throw usage(`cannot merge: ${words}`, 'name each run once, or it counts twice');
    }
    seen.set(id, file);
  }
}

/** What is not alike and does not keep runs from being merged. */
function unlikeNotes(named: readonly NamedResult[]): string[] {
  const unlike = (what: string, read: (result: RunResult) => string): string[] => {
    const values = [...new Set(named.map(({ result }) => read(result)))];
    return values.length < 2
      ? []
      : [`the runs are of different ${what}: ${values.map((value) => printable(value, 60)).join(', ')}`];
  };
  return [
    ...unlike('versions of the tool', ({ tool }) => tool.version),
    ...unlike('kinds of machines', ({ environment: { node, os, cpus } }) => `${node} on ${os} with ${cpus} CPUs`),
    ...apartNotes(named),
    ...(named.length > 1 && named.every(({ result }) => result.target?.embedded === true)
      ? ['each process had an embedded simulator of its own']
      : []),
    ...(named.some(({ result }) => result.bench?.repeats !== undefined)
      ? ['the numbers of single repeats cannot be merged, and are left out']
      : []),
  ];
}

/** Shares that follow each other are no load of all the streams. */
function apartNotes(named: readonly NamedResult[]): string[] {
  const spans = named.map(({ result }) => result.streams.flatMap(({ pool }) => pool?.span ?? []));
  const begun = spans.filter((each) => each.length > 0);
  const lastBegin = Math.max(...begun.map((each) => Math.min(...each.map(({ first }) => first))));
  const firstEnd = Math.min(...begun.map((each) => Math.max(...each.map(({ last }) => last))));
  return lastBegin > firstEnd
    ? ['the runs were never all under way at the same time, so this is no load of all their streams']
    : [];
}

function failedNotes(named: readonly NamedResult[]): string[] {
  const failed = named.filter(({ result }) => result.exitCode !== 0);
  const more = failed.length - TOLD;
  return [
    ...failed.slice(0, TOLD).map(({ file, result }) => `${printable(file)}: ${printable(result.summary.line)}`),
    ...(more > 0 ? [`${more} more did not pass`] : []),
  ];
}
