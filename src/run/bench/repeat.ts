import type { BenchPart, BenchRepeat } from '../../base/bench-result.ts';
import type { RunResult } from '../../base/result.ts';

/** The numbers of one whole run, the `n`-th from 1, for the table of repeats and for comparison with a baseline. */
export function repeatOf(n: number, result: RunResult): BenchRepeat {
  const { outcome, exitCode, durationMs, frames, metrics, bench } = result;
  return {
    n,
    outcome,
    exitCode,
    durationMs,
    frames: frames?.received ?? 0,
    fps: metrics?.fps ?? null,
    throughputMBps: metrics?.throughputMBps ?? null,
    gapP50: metrics?.gapMs.p50 ?? null,
    gapP95: metrics?.gapMs.p95 ?? null,
    gapP99: metrics?.gapMs.p99 ?? null,
    gapMax: metrics?.gapMs.max ?? null,
    firstFrameP50: bench?.firstFrameMs.p50 ?? null,
    firstFrameP95: bench?.firstFrameMs.p95 ?? null,
    firstFrameMax: metrics?.firstFrameMs ?? null,
    jitterMean: metrics?.jitterMs?.mean ?? null,
    ...callFigures(bench),
  };
}

/** As thresholds see them: from the plan, where there was one. */
function callFigures(bench: BenchPart | undefined): Partial<BenchRepeat> {
  const times = bench?.callCorrectedMs ?? bench?.callMs;
  if (bench?.calls === undefined || times === undefined) return {};
  const { p50: callP50, p95: callP95, p99: callP99 } = times;
  return { callsPerSecond: bench.calls.perSecond, callP50, callP95, callP99 };
}
