import type { BenchPart } from '../../src/base/bench-result.ts';
import type { CheckResult, RunResult, StreamSummary } from '../../src/base/result.ts';
import { callStatus } from '../../src/base/status.ts';
import type { Measured } from '../../src/measure/meter.ts';
import { poolMetrics } from '../../src/measure/pool.ts';
import { benched } from './bench-result.ts';
import { arrivalsOf, measure, range, seeded } from './measure-arrivals.ts';

/** A stream of `gaps` whole gaps about 20 ms long, its first message at `start`, ms since 1970. */
export function scripted(seed: number, start: number, gaps = 400): Measured {
  const random = seeded(seed);
  return measure(
    arrivalsOf(
      range(gaps).map(() => 10 + 20 * random()),
      start,
    ),
    {
      nominal: { ms: 20, origin: '--fps' },
      timelineFrom: 1000 * Math.floor(start / 1000),
    },
  );
}

export function summaryOf(measured: Measured, streamId: number, checks: readonly CheckResult[] = []): StreamSummary {
  const { metrics, span, bytesAfterFirst, lateness, validation, messages } = measured;
  const status = callStatus(1, 'ended on purpose', 'client');
  const pool = { span, bytesAfterFirst, lost: 0, repeated: 0, lateness, validation, startDelayMs: null };
  return { streamId, frames: messages, metrics, status, checks, pool };
}

/** The document of a bench of these streams, the first of them number `from`. */
export function shardResult(
  streams: readonly Measured[],
  from: number,
  changes: Partial<RunResult> = {},
  bench: Partial<BenchPart> = {},
): RunResult {
  const summaries = streams.map((stream, n) => summaryOf(stream, from + n, benched.checks));
  const received = summaries.reduce((sum, { frames }) => sum + frames, 0);
  const starts = streams.flatMap(({ span }) => span?.first ?? []);
  const timelineFrom = starts.length === 0 ? null : 1000 * Math.floor(Math.min(...starts) / 1000);
  return {
    ...benched,
    runId: `run-${from}`,
    streams: summaries,
    metrics: poolMetrics(streams),
    frames: benched.frames && { ...benched.frames, received, expected: received },
    timeline: streams[0]?.timeline ?? [],
    bench: { ...(benched.bench as BenchPart), timelineFrom, ...bench },
    ...changes,
  };
}
