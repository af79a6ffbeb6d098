import type { HistogramBar, PercentileStep } from '../base/bench-result.ts';
import { Histogram } from './histogram.ts';
import { nearestRank } from './percentiles.ts';

const TICKS_PER_HALF = 5;
const BARS = 14;

/** An encoded histogram as steps of its percentile distribution and as bars; both empty for null. */
export interface DistributionView {
  readonly percentiles: readonly PercentileStep[];
  readonly bars: readonly HistogramBar[];
}

/** Reads HdrHistogram V2 base64 for people and plotters; throws when the text is not one. */
export function viewHistogram(encoded: string | null): DistributionView {
  if (encoded === null) return { percentiles: [], bars: [] };
  const histogram = Histogram.decode(encoded);
  const view = { percentiles: percentileSteps(histogram), bars: histogramBars(histogram) };
  histogram.destroy();
  return view;
}

/** The steps HdrHistogram prints: five in each half of the distance to 100 %, each value once per step, the last at 1. */
function percentileSteps(histogram: Histogram): PercentileStep[] {
  const { count } = histogram;
  const steps: PercentileStep[] = [];
  for (let quantile = 0; ;) {
    const us = histogram.atRank(nearestRank(quantile, count));
    const below = histogram.countUpTo(us);
    if (below === count) {
      steps.push({ ms: us / 1000, quantile: 1, count });
      return steps;
    }
    steps.push({ ms: us / 1000, quantile, count: below });
    const halvings = 2 ** (Math.floor(Math.log2(1 / (1 - quantile))) + 1);
    quantile += 1 / (TICKS_PER_HALF * halvings);
  }
}

/** Bars of equal width on a logarithmic scale from the smallest to the largest value; one where all are alike. */
function histogramBars(histogram: Histogram): HistogramBar[] {
  const { count } = histogram;
  const [low, high] = [histogram.atRank(1), histogram.atRank(count)];
  if (low === high) return [{ fromMs: low / 1000, toMs: high / 1000, count }];
  const bars: HistogramBar[] = [];
  let from = low;
  let below = 0;
  for (let bar = 1; bar <= BARS; bar += 1) {
    const to = bar === BARS ? high : Math.round(low * (high / low) ** (bar / BARS));
    // Small whole numbers of microseconds lie too close for bars of their own.
    if (to === from && bar > 1) continue;
    const upTo = histogram.countUpTo(to);
    bars.push({ fromMs: from / 1000, toMs: to / 1000, count: upTo - below });
    [from, below] = [to, upTo];
  }
  return bars;
}
