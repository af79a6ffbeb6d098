import type { BaselineComparison, BaselinePart, BaselineVerdict } from '../../base/baseline.ts';
import { baselineBlocks, isEstimable } from '../../base/baseline.ts';
import type { BenchRepeat } from '../../base/bench-result.ts';
import type { RunResult } from '../../base/result.ts';
import { plural } from '../../base/text.ts';
import { verdictLine } from '../../report/line.ts';
import { repeatOf } from '../bench/repeat.ts';
import { otherwise, unlike } from './alike.ts';
import { compareMetrics, LEAST } from './metrics.ts';

/** A bench to compare with, as it was saved. */
export interface Baseline {
  readonly file: string;
  readonly result: RunResult;
  /** How much worse a median may be, a share. */
  readonly maxRegression: number;
}

/** Puts the comparison of a bench with an earlier one into its document; what it says of the outcome, too. */
export function withBaseline(result: RunResult, baseline: Baseline): RunResult {
  const compared = { ...result, baseline: compare(result, baseline) };
  const failed = result.outcome === 'passed' && baselineBlocks(compared.baseline);
  const judged = failed ? { ...compared, outcome: 'failed' as const, exitCode: 1 } : compared;
  return { ...judged, summary: { ...judged.summary, line: verdictLine(judged) } };
}

/** Medians over the repeats of both, metric by metric. */
export function compare(now: RunResult, { file, result, maxRegression }: Baseline): BaselinePart {
  const [before, after] = [repeatsOf(result), repeatsOf(now)];
  const reason = tooFew(before.length, after.length) ?? unlike(result, now);
  const comparisons = reason === null ? compareMetrics(before, after, maxRegression) : [];
  const verdict = worstOf(comparisons);
  return {
    file,
    runId: result.runId,
    startedAt: result.startedAt,
    maxRegression,
    repeats: { baseline: before.length, now: after.length },
    verdict: verdict ?? 'not comparable',
    ...(verdict === null ? { reason: reason ?? 'no metric could be estimated' } : {}),
    comparisons,
    notes: otherwise(result, now),
  };
}

/** Runs that came to their end; a stream that broke has the numbers of half a run. */
export function repeatsOf(result: RunResult): readonly BenchRepeat[] {
  return (result.bench?.repeats ?? [repeatOf(1, result)]).filter(
    ({ outcome }) => outcome === 'passed' || outcome === 'failed',
  );
}

function tooFew(before: number, after: number): string | null {
  if (before >= LEAST && after >= LEAST) return null;
  const words = `${plural(before, 'repeat')} that came to an end in the baseline, ${after} now`;
  return `${words}; ${LEAST} a side are needed, by --repeat ${LEAST}`;
}

/** Worst first. */
const ORDER: readonly BaselineVerdict[] = ['regressed', 'not comparable', 'within limit', 'within noise', 'improved'];

/** The worst verdict there is; null where no metric could be had on either side. */
function worstOf(comparisons: readonly BaselineComparison[]): BaselineVerdict | null {
  const judged = comparisons.filter(isEstimable);
  return ORDER.find((worst) => judged.some(({ verdict }) => verdict === worst)) ?? null;
}
