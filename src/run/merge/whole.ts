import type { DistributionState } from '../../base/distribution-state.ts';
import type { GapSummary, RunResult, StreamSummary } from '../../base/result.ts';
import { Histogram } from '../../measure/histogram.ts';

/** Why a document cannot be merged, a clause that follows its name; null when it can. */
export function unmergeable(result: RunResult): string | null {
  const { command, streams } = result;
  if (command !== 'bench') return 'is no result of bench, and no others can be merged';
  if (streams.some(({ pool }) => pool === undefined))
    return 'was written by a version that kept too little for merging';
  const damaged = streams.find((stream) => !isWhole(stream));
  if (damaged !== undefined)
    return `is damaged: the numbers of stream ${String(damaged.streamId)} contradict each other`;
  if (Number.isNaN(Date.parse(result.startedAt)) || !Number.isFinite(result.durationMs)) {
    return 'is damaged: it does not say when the run was';
  }
  return null;
}

function isWhole({ streamId, frames, metrics, pool }: StreamSummary): boolean {
  if (pool === undefined) return false;
  const { span, bytesAfterFirst, lateness, validation } = pool;
  return (
    [streamId, frames, bytesAfterFirst].every((count) => Number.isSafeInteger(count) && count >= 0) &&
    (span === null || (Number.isFinite(span.first) && span.last >= span.first)) &&
    [metrics.gapMs, validation, ...(lateness === null ? [] : [lateness.negative, lateness.positive])].every(isExact)
  );
}

/** Whether a histogram holds as many values as were counted. */
function isExact({ count, histogram }: Pick<DistributionState | GapSummary, 'count' | 'histogram'>): boolean {
  if (histogram === null) return count === 0;
  try {
    const decoded = Histogram.decode(histogram);
    const held = decoded.count;
    decoded.destroy();
    return held === count;
  } catch {
    return false;
  }
}
