import type { BaselineComparison, BaselinePart } from '../base/baseline.ts';
import { isEstimable } from '../base/baseline.ts';
import type { RunResult } from '../base/result.ts';
import { plural, printable } from '../base/text.ts';
import { formatNumber } from '../base/units.ts';
import { grid } from './grid.ts';
import type { Style } from './style.ts';
import { amount } from './words.ts';
import { labelled, wrap } from './wrap.ts';

/** Columns the table takes at the least. */
const NARROW = 80;

/** Metrics beside those of the baseline, with what scattered and the limit; reasons below. Empty without a baseline. */
export function baselinePart({ baseline }: RunResult, style: Style): string[] {
  if (baseline === undefined) return [];
  const { comparisons } = baseline;
  const lines = [
    ...wrap(printable(`baseline ${baseline.file}: ${baselineSummary(baseline)}`, 2000), style.width).map((line) =>
      style.chalk.bold(line),
    ),
    ...(comparisons.length === 0 ? [] : compared(comparisons, style)),
    ...baselineRemarks(baseline).map((words) => labelled('  -', words, style.width, 4)),
  ];
  return [lines.join('\n')];
}

/** A table, or a sentence each where there is no room for one. */
function compared(comparisons: readonly BaselineComparison[], style: Style): string[] {
  if (style.width < NARROW) {
    return comparisons.map((each) => labelled('  -', printable(comparisonWords(each)), style.width, 4));
  }
  const columns = BASELINE_HEADS.map((title) => ({ title, flexible: title === 'verdict' }));
  return [
    grid(
      columns,
      comparisons.map((each) => comparisonRow(each).map((cell) => printable(cell))),
      style,
    ),
  ];
}

/** `within noise; medians of 5 repeats and 3, at most 20 % worse`. */
export function baselineSummary({ verdict, reason, repeats, maxRegression }: BaselinePart): string {
  if (reason !== undefined) return `${verdict}: ${printable(reason)}`;
  return `${verdict}; medians of ${plural(repeats.baseline, 'repeat')} and ${repeats.now}, at most ${percent(maxRegression)} worse`;
}

export const BASELINE_HEADS = ['metric', 'baseline', 'now', 'spread', 'worse by', 'limit', 'verdict'] as const;

/** Cells of one metric, under BASELINE_HEADS. */
export function comparisonRow(comparison: BaselineComparison): string[] {
  const { metric, unit, baseline, now, worse, limit, verdict } = comparison;
  return [
    metric,
    amount(baseline?.median ?? null, unit),
    amount(now?.median ?? null, unit),
    // What the verdict went by: that of the side that scatters more.
    amount(baseline && now && Math.max(baseline.spread, now.spread), unit),
    worse === null ? 'n/a' : percent(worse),
    amount(limit, unit),
    isEstimable(comparison) ? verdict : 'not estimable',
  ];
}

/** Reasons and notes, a sentence each. */
export function baselineRemarks({ comparisons, notes }: BaselinePart): string[] {
  const metrics = new Map<string, string[]>();
  for (const { metric, reason } of comparisons) {
    if (reason !== undefined) metrics.set(reason, [...(metrics.get(reason) ?? []), metric]);
  }
  const reasons = [...metrics].map(([reason, named]) => printable(`${named.join(', ')}: ${reason}`, 2000));
  return [...reasons, ...notes.map((note) => printable(note))];
}

/** `baseline gap-p95: 25.0 ms, 150 % worse than 10.0 ms`, for what keeps the run from passing; the first of several last. */
export function baselineFailures({ comparisons, verdict, reason }: BaselinePart): string[] {
  if (verdict !== 'regressed' && verdict !== 'not comparable') return [];
  if (reason !== undefined) return [`baseline not comparable: ${printable(reason)}`];
  return comparisons.filter((each) => isEstimable(each) && each.verdict === verdict).map(comparisonWords);
}

/** Both medians of one metric, and what is to be thought of them. */
export function comparisonWords({
  metric,
  unit,
  baseline,
  now,
  worse,
  limit,
  verdict,
  reason,
}: BaselineComparison): string {
  if (now === null || baseline === null) return `baseline ${metric}: ${reason ?? 'not estimable'}`;
  const change = worse === null ? '' : `, ${percent(Math.abs(worse))} ${worse < 0 ? 'better' : 'worse'}`;
  const why = reason === undefined ? '' : `: ${reason}`;
  const words = `${amount(now.median, unit)} against ${amount(baseline.median, unit)}${change}`;
  return `baseline ${metric}: ${words}, limit ${amount(limit, unit)}, ${verdict}${why}`;
}

function percent(share: number): string {
  return `${formatNumber(100 * share, 1)} %`;
}
