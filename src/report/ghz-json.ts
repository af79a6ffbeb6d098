import type { BenchPart } from '../base/bench-result.ts';
import type { RunResult } from '../base/result.ts';
import { safeJson } from '../base/text.ts';

const NS = 1e6;

/**
 * The summary fields of ghz, for dashboards that read them; times in ns. Where streams were measured, what ghz counts as calls are the gaps between
 * frames, because one duration a stream says nothing of its frames; a stream we ended on purpose is no error.
 */
export function renderGhzJson(result: RunResult): string {
  const { bench, metrics, startedAt, endedAt, durationMs, command, target, call } = result;
  const gap = bench?.callMs ?? metrics?.gapMs;
  const latencies = (
    [
      [50, gap?.p50],
      [90, gap?.p90],
      [95, gap?.p95],
      [99, gap?.p99],
      [99.9, gap?.p999],
    ] as const
  ).flatMap(([percentage, ms]) => (ms === undefined || ms === null ? [] : [{ percentage, latency: nanoseconds(ms) }]));
  const bars = bench?.calls?.bars ?? bench?.gapBars ?? [];
  const ends = bench === undefined ? [] : endsOf(bench);
  const failed = ends.filter(({ status }) => status !== 'OK' && status !== 'on purpose');
  const total = gap?.count ?? 0;
  return `${safeJson(
    {
      date: startedAt,
      endReason: endReasonOf(result),
      endTime: endedAt,
      name: command,
      options: { host: target?.address ?? null, call: call?.method ?? null, concurrency: bench?.streams ?? null },
      count: total,
      total: nanoseconds(durationMs),
      average: nanoseconds(gap?.mean ?? null),
      fastest: nanoseconds(gap?.min ?? null),
      slowest: nanoseconds(gap?.max ?? null),
      rps: bench?.calls ? bench.calls.perSecond : (metrics?.fps ?? null),
      errorDistribution: Object.fromEntries(failed.map(({ status, count }) => [status, count])),
      statusCodeDistribution: Object.fromEntries(ends.map(({ status, count }) => [status, count])),
      latencyDistribution: latencies,
      histogram: bars.map(({ toMs, count }) => ({
        mark: Math.round(toMs * 1000) / 1e6,
        count,
        frequency: count / total,
      })),
    },
    2,
  )}\n`;
}

function nanoseconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * NS);
}

/** Calls, or streams, by status. */
function endsOf({ calls, statuses }: BenchPart): { readonly status: string; readonly count: number }[] {
  if (calls) return calls.statuses.map(({ status, calls: count }) => ({ status, count }));
  return statuses.map(({ status, streams: count }) => ({ status, count }));
}

/** ghz knows three ways to end. */
function endReasonOf({ outcome, endReason }: RunResult): 'normal' | 'cancel' | 'timeout' {
  if (outcome === 'interrupted') return 'cancel';
  return endReason === 'deadline' ? 'timeout' : 'normal';
}
