import type { FreezeSummary, JitterSummary, LatenessSummary, Metrics } from '../base/result.ts';
import { Distribution } from './distribution.ts';
import { mergeGaps } from './gaps.ts';
import { mergeRoundTrips } from './round-trips.ts';
import { spreadOf } from './spread.ts';
import { Lateness } from './lateness.ts';
import type { Measured } from './meter.ts';
import { unionMs } from './throughput.ts';

/**
 * The streams of a run as one: gaps, lateness and validation times merged exactly; first frame and jitter those of the
 * worst stream; fps and throughput over the union of the spans, which must be on one clock; freezes summed, their
 * share over the sum of the spans. One stream gives its own metrics.
 */
export function poolMetrics(streams: readonly Measured[]): Metrics | null {
  const [only] = streams;
  if (only === undefined || streams.length === 1) return only?.metrics ?? null;
  const metrics = streams.map((stream) => stream.metrics);
  const spans = streams.flatMap((stream) => stream.span ?? []);
  const seconds = unionMs(spans) / 1000;
  const gaps = streams.reduce((sum, stream) => sum + Math.max(0, stream.messages - 1), 0);
  const bytes = streams.reduce((sum, stream) => sum + stream.bytesAfterFirst, 0);
  return {
    firstFrameMs: most(metrics.map((each) => each.firstFrameMs)),
    firstFrameFromDialMs: most(metrics.map((each) => each.firstFrameFromDialMs)),
    fps: seconds > 0 && gaps > 0 ? gaps / seconds : null,
    fpsPerStream: spreadOf(metrics.map((each) => each.fps)),
    throughputMBps: seconds > 0 && gaps > 0 ? bytes / 1e6 / seconds : null,
    gapMs: mergeGaps(metrics.map((each) => each.gapMs)),
    latenessMs: poolLateness(streams),
    jitterMs: worstJitter(metrics.flatMap((each) => each.jitterMs ?? [])),
    freezes: poolFreezes(streams),
    ...poolRoundTrips(metrics),
    overhead: { ...poolValidation(streams), ...poolLoop(metrics) },
  };
}

/** Where any stream timed them. */
function poolRoundTrips(metrics: readonly Metrics[]): Pick<Metrics, 'roundTripMs'> {
  const timed = metrics.flatMap(({ roundTripMs }) => roundTripMs ?? []);
  return timed.length === 0 ? {} : { roundTripMs: mergeRoundTrips(timed) };
}

function poolLateness(streams: readonly Measured[]): LatenessSummary | null {
  const summary = streams.find((stream) => stream.metrics.latenessMs !== null)?.metrics.latenessMs;
  if (summary === undefined || summary === null) return null;
  const pooled = new Lateness({ ms: summary.nominalMs, origin: summary.origin });
  for (const { lateness } of streams) if (lateness !== null) pooled.merge(lateness);
  const merged = pooled.summary();
  pooled.destroy();
  return merged;
}

/** Smoothed values of different streams cannot be averaged, so the stream with the highest mean stands for all. */
function worstJitter(jitters: readonly JitterSummary[]): JitterSummary | null {
  return jitters.toSorted((a, b) => b.mean - a.mean)[0] ?? null;
}

function poolFreezes(streams: readonly Measured[]): FreezeSummary | null {
  const judged = streams.filter((stream) => stream.metrics.freezes !== null);
  if (judged.length === 0) return null;
  const freezes = judged.flatMap((stream) => stream.metrics.freezes ?? []);
  const totalMs = freezes.reduce((sum, freeze) => sum + freeze.totalMs, 0);
  const spanMs = judged.reduce((sum, { span }) => sum + (span === null ? 0 : span.last - span.first), 0);
  return {
    count: freezes.reduce((sum, freeze) => sum + freeze.count, 0),
    totalMs,
    longestMs: Math.max(...freezes.map((freeze) => freeze.longestMs)),
    timeShare: spanMs > 0 ? Math.min(1, totalMs / spanMs) : null,
  };
}

function poolValidation(streams: readonly Measured[]): {
  validationMeanUs: number | null;
  validationP99Us: number | null;
} {
  const pooled = new Distribution();
  for (const { validation } of streams) pooled.merge(validation);
  const { mean } = pooled.moments;
  const p99 = pooled.quantile(0.99);
  pooled.destroy();
  return {
    validationMeanUs: mean === null ? null : mean * 1000,
    validationP99Us: p99 === null ? null : p99 * 1000,
  };
}

function poolLoop(metrics: readonly Metrics[]): { loopDelayP99Ms: number | null; backlogMax: number } {
  return {
    loopDelayP99Ms: most(metrics.map((each) => each.overhead.loopDelayP99Ms)),
    backlogMax: Math.max(...metrics.map((each) => each.overhead.backlogMax)),
  };
}

/** Null when any stream lacks its value: a worst case that leaves a stream out is none. */
function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? Math.max(...known) : null;
}
