export type BaselineVerdict = 'improved' | 'within noise' | 'within limit' | 'regressed' | 'not comparable';

/** One metric over the repeats of a side. */
export interface BaselineSide {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Distance between the quartiles. */
  readonly spread: number;
}

/** One metric of a bench beside that of its baseline. */
export interface BaselineComparison {
  readonly metric: string;
  readonly unit: 'ms' | 'fps' | 'calls/s' | 'MB/s';
  readonly better: 'higher' | 'lower';
  /** Null where fewer than 3 repeats had it; a metric that neither side has decides nothing. */
  readonly baseline: BaselineSide | null;
  readonly now: BaselineSide | null;
  /** How much worse the median is, a share of the baseline's; negative when it is better. */
  readonly worse: number | null;
  /** The worst median that is no regression. */
  readonly limit: number | null;
  readonly verdict: BaselineVerdict;
  /** Why it is not comparable. */
  readonly reason?: string;
}

/** A bench beside an earlier one. */
export interface BaselinePart {
  readonly file: string;
  readonly runId: string;
  readonly startedAt: string;
  /** How much worse a median may be, a share. */
  readonly maxRegression: number;
  /** Repeats that were compared. */
  readonly repeats: { readonly baseline: number; readonly now: number };
  /** The worst of its metrics that could be compared. */
  readonly verdict: BaselineVerdict;
  /** Why the runs are not comparable as a whole. */
  readonly reason?: string;
  readonly comparisons: readonly BaselineComparison[];
  /** What differs and does not keep the runs from being compared. */
  readonly notes: readonly string[];
}

/** Whether a metric was to be had at all; where one side alone has it, it is not comparable, and that is no pass. */
export function isEstimable({ baseline, now }: Pick<BaselineComparison, 'baseline' | 'now'>): boolean {
  return baseline !== null || now !== null;
}

/** Whether a comparison keeps the run from passing: worse than allowed, or not to be told, which is never a pass. */
export function baselineBlocks(part: Pick<BaselinePart, 'verdict'> | undefined): boolean {
  return part !== undefined && (part.verdict === 'regressed' || part.verdict === 'not comparable');
}
