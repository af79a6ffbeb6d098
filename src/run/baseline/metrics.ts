import type { BaselineComparison, BaselineSide } from '../../base/baseline.ts';
import type { BenchRepeat } from '../../base/bench-result.ts';
import { plural } from '../../base/text.ts';
import { formatNumber } from '../../base/units.ts';
import { sideOf } from '../../measure/spread.ts';

type Key = Exclude<keyof BenchRepeat, 'n' | 'outcome' | 'exitCode' | 'durationMs' | 'frames'>;
type Kind = Pick<BaselineComparison, 'metric' | 'unit' | 'better'>;

/** What is compared. Maxima are not: one value of one run says nothing of the next. */
const METRICS: readonly (readonly [Key, Kind])[] = [
  ['fps', { metric: 'fps', unit: 'fps', better: 'higher' }],
  ['throughputMBps', { metric: 'mbps', unit: 'MB/s', better: 'higher' }],
  ['gapP50', { metric: 'gap-p50', unit: 'ms', better: 'lower' }],
  ['gapP95', { metric: 'gap-p95', unit: 'ms', better: 'lower' }],
  ['gapP99', { metric: 'gap-p99', unit: 'ms', better: 'lower' }],
  ['firstFrameP50', { metric: 'first-frame-p50', unit: 'ms', better: 'lower' }],
  ['firstFrameP95', { metric: 'first-frame-p95', unit: 'ms', better: 'lower' }],
  ['jitterMean', { metric: 'jitter', unit: 'ms', better: 'lower' }],
];

/** The same of a bench of calls. */
const CALL_METRICS: typeof METRICS = [
  ['callsPerSecond', { metric: 'calls', unit: 'calls/s', better: 'higher' }],
  ['callP50', { metric: 'call-p50', unit: 'ms', better: 'lower' }],
  ['callP95', { metric: 'call-p95', unit: 'ms', better: 'lower' }],
  ['callP99', { metric: 'call-p99', unit: 'ms', better: 'lower' }],
];

/** Fewer runs a side say nothing of how much they scatter. */
export const LEAST = 3;

/** Times nearer to each other than this our own loop does not tell apart, ms. */
const RESOLUTION_MS = 0.05;

/** Every metric of the repeats of two benches side by side. `maxRegression`: how much worse a median may be, a share. */
export function compareMetrics(
  baseline: readonly BenchRepeat[],
  now: readonly BenchRepeat[],
  maxRegression: number,
): BaselineComparison[] {
  const areCalls = now.some(({ callsPerSecond }) => callsPerSecond !== undefined);
  return (areCalls ? CALL_METRICS : METRICS).map(([key, kind]) => {
    const [before, after] = [sideIn(baseline, key), sideIn(now, key)];
    if (before !== null && after !== null) {
      return { ...kind, baseline: before, now: after, ...judge(kind, before, after, maxRegression) };
    }
    const reason = `not estimable in ${absence(baseline, key)} of the baseline and ${absence(now, key)} now`;
    return { ...kind, baseline: before, now: after, worse: null, limit: null, verdict: 'not comparable', reason };
  });
}

/** Null where too few repeats had the metric. */
function sideIn(repeats: readonly BenchRepeat[], key: Key): BaselineSide | null {
  const values = valuesOf(repeats, key);
  return values.length < LEAST ? null : sideOf(values);
}

/** `2 of 3 repeats`. */
function absence(repeats: readonly BenchRepeat[], key: Key): string {
  return `${repeats.length - valuesOf(repeats, key).length} of ${plural(repeats.length, 'repeat')}`;
}

function valuesOf(repeats: readonly BenchRepeat[], key: Key): number[] {
  return repeats.flatMap((repeat) => repeat[key] ?? []);
}

/** Medians that lie nearer to each other than the quartiles of the wider side are one within noise. */
function judge(
  { unit, better }: Kind,
  before: BaselineSide,
  after: BaselineSide,
  maxRegression: number,
): Pick<BaselineComparison, 'worse' | 'limit' | 'verdict' | 'reason'> {
  const sign = better === 'lower' ? 1 : -1;
  const difference = sign * (after.median - before.median);
  const noise = Math.max(before.spread, after.spread, unit === 'ms' ? RESOLUTION_MS : 0);
  const limit = before.median * (1 + sign * maxRegression);
  const worse = before.median === 0 ? null : difference / before.median;
  const beyond = sign * (after.median - limit) > 0;
  if (Math.abs(difference) > noise) {
    const verdict = beyond ? 'regressed' : difference < 0 ? 'improved' : 'within limit';
    return { worse, limit, verdict };
  }
  if (!beyond || noise === RESOLUTION_MS) return { worse, limit, verdict: 'within noise' };
  const scatter = before.median === 0 ? '' : ` by ${formatNumber((100 * noise) / before.median, 0)} %`;
  const reason = `worse than allowed, but the repeats scatter${scatter}: more of them, or a quieter machine, would tell`;
  return { worse, limit, verdict: 'not comparable', reason };
}
