import type { MergedRun, RunResult } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { grid } from './grid.ts';
import type { Style } from './style.ts';

/** ` (2 of 3 shares)` where not all of a bench was merged: it must never look like one that was. */
export function partialMark(runs: readonly MergedRun[] | undefined): string {
  const shards = (runs ?? []).flatMap(({ shard }) => shard ?? []);
  const there = new Set(shards.map(({ index }) => index)).size;
  const of = shards[0]?.of ?? 0;
  return there < of ? ` (${there} of ${of} shares)` : '';
}

/** The runs a document was merged from, a line each. Empty for one run. */
export function mergedPart({ mergedFrom }: RunResult, style: Style): string[] {
  if (mergedFrom === undefined) return [];
  const [heads, ...rows] = mergedRows(mergedFrom);
  // A document that was read may say anything.
  const safe = rows.map((row) => row.map((cell) => printable(cell)));
  const columns = (heads ?? []).map((title) => ({ title, flexible: ['merged from', 'began'].includes(title) }));
  return [grid(columns, safe, style)];
}

/** The same as texts, the titles first. */
export function mergedRows(runs: readonly MergedRun[]): readonly (readonly string[])[] {
  return [
    ['merged from', 'share', 'streams', 'outcome', 'exit', 'began'],
    ...runs.map(({ file, shard, streams, outcome, exitCode, startedAt }) => [
      file,
      shard === null ? '' : `${shard.index}/${shard.of}`,
      String(streams),
      outcome,
      String(exitCode),
      startedAt,
    ]),
  ];
}
