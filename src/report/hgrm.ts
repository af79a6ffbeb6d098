import type { PercentileStep } from '../base/bench-result.ts';
import type { GapSummary, RunResult } from '../base/result.ts';

/**
 * The gaps, or the latency of calls, as the percentile distribution HdrHistogram prints and its plotter reads, in ms: all steps of a bench, the
 * percentiles that could be estimated of another run. No rows where no gap was measured.
 */
export function renderHgrm({ bench, metrics }: RunResult): string {
  const steps =
    bench?.calls?.percentiles ?? bench?.gapPercentiles ?? (metrics === null ? [] : estimated(metrics.gapMs));
  const lines = steps.map(({ ms, quantile, count }) => {
    // The plotter takes the end of the line for the distance to 100 %, which the last one does not have.
    const distance = quantile === 1 ? '' : (1 / (1 - quantile)).toFixed(2).padStart(15);
    return `${ms.toFixed(3).padStart(12)} ${quantile.toFixed(12).padStart(14)} ${String(count).padStart(10)}${distance}`;
  });
  const { mean = null, stddev = null, max = null, count = 0 } = bench?.callMs ?? metrics?.gapMs ?? {};
  const column = (value: number | null): string => (value ?? 0).toFixed(3).padStart(12);
  return [
    '       Value     Percentile TotalCount 1/(1-Percentile)',
    '',
    ...lines,
    `#[Mean    = ${column(mean)}, StdDeviation   = ${column(stddev)}]`,
    `#[Max     = ${column(max)}, Total count    = ${String(count).padStart(12)}]`,
    '',
  ].join('\n');
}

function estimated({ count, min, p50, p90, p95, p99, p999, max }: GapSummary): PercentileStep[] {
  const steps = [
    [0, min],
    [0.5, p50],
    [0.9, p90],
    [0.95, p95],
    [0.99, p99],
    [0.999, p999],
    [1, max],
  ] as const;
  return steps.flatMap(([quantile, ms]) =>
    ms === null ? [] : [{ ms, quantile, count: Math.max(1, Math.ceil(quantile * count)) }],
  );
}
