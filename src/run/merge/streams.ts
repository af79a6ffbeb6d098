import type { CheckResult, RunResult, StreamSummary } from '../../base/result.ts';
import type { Measured } from '../../measure/meter.ts';

/**
 * The streams of several runs, by number. Runs that number their streams from 0 each are told apart by numbers of
 * their own, the later ones after the earlier; shares of one bench have theirs already.
 */
export function unitedStreams(results: readonly RunResult[]): readonly StreamSummary[] {
  return offsets(results)
    .flatMap((offset, n) => (results[n]?.streams ?? []).map((stream) => renumbered(stream, offset)))
    .toSorted((a, b) => a.streamId - b.streamId);
}

/** What is added to the numbers of each run's streams. */
export function offsets(results: readonly RunResult[]): readonly number[] {
  const ids = results.flatMap(({ streams }) => streams.map(({ streamId }) => streamId));
  if (new Set(ids).size === ids.length) return results.map(() => 0);
  let next = 0;
  return results.map(({ streams }) => {
    const offset = next;
    next += Math.max(-1, ...streams.map(({ streamId }) => streamId)) + 1;
    return offset;
  });
}

/** A stream as pooling takes it: its times are on the wall clock, which the processes share. */
export function measuredOf({ metrics, pool }: StreamSummary): Measured {
  if (pool === undefined) throw new RangeError('a stream without what merging needs');
  const { span, bytesAfterFirst, lateness, validation } = pool;
  const messages = span === null ? 0 : metrics.gapMs.count + 1;
  return { metrics, timeline: [], suspect: [], messages, bytesAfterFirst, span, lateness, validation };
}

function renumbered(stream: StreamSummary, offset: number): StreamSummary {
  if (offset === 0) return stream;
  const streamId = stream.streamId + offset;
  return { ...stream, streamId, checks: stream.checks.map((check) => inStream(check, streamId)) };
}

function inStream(check: CheckResult, stream: number): CheckResult {
  return {
    ...check,
    findings: check.findings.map((finding) => (finding.stream === undefined ? finding : { ...finding, stream })),
  };
}
