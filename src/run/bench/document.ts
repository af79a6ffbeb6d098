import type { BenchPart, BenchWarmup, StreamPool } from '../../base/bench-result.ts';
import type { RunResult, TimelineSecond } from '../../base/result.ts';
import { viewHistogram } from '../../measure/distribution-view.ts';
import { mergeGaps } from '../../measure/gaps.ts';
import { clientLimited } from '../../measure/process-use.ts';
import type { Observation } from '../../measure/slo-table.ts';
import { buildDocument, streamSummary } from '../document.ts';
import { framesPart, layoutPart, sourcePart, streamNotes, targetPart } from '../document-parts.ts';
import type { Host } from '../host.ts';
import type { StreamOutcome } from '../one-stream.ts';
import type { RunHead } from '../plan.ts';
import { poolTimelines } from '../pool-timelines.ts';
import type { Followed, StreamRun } from '../stream-run.ts';
import type { Spread } from './connections.ts';
import { firstFrames, warmupNote } from './pooled.ts';
import type { BenchPlan } from './plan.ts';

/** What the streams of a bench ran on, and what that cost us. */
export interface Bout {
  readonly spread: Spread;
  readonly warmup: BenchWarmup | null;
  /** What makes a monotonic time one since 1970, ms. */
  readonly epochBase: number;
  /** Where second 0 of the streams' timelines begins, ms since 1970. */
  readonly timelineFrom: number;
  readonly process: BenchPart['process'];
}

/** What became of a bench. */
export interface BenchRun extends Followed {
  readonly plan: BenchPlan | null;
  readonly layout: StreamRun['layout'];
  /** Null when no stream was opened. */
  readonly bout: Bout | null;
}

/** Puts a bench into the document: thresholds are judged on the worst stream. */
export function buildBench(head: RunHead, host: Host, run: BenchRun, durationMs: number): RunResult {
  const { plan, bout } = run;
  const streamRun: StreamRun = { ...run, plan: plan?.stream ?? null };
  const { slos, notes } = plan?.stream ?? head;
  const seconds = poolTimelines(run.streams.map(({ measured }) => measured.timeline));
  const said = [...notes, ...(bout === null ? [] : boutNotes(bout)), ...streamNotes(streamRun)];
  return buildDocument(
    { ...head, slos, notes: said },
    host,
    run,
    durationMs,
    {
      target: plan && targetPart(plan.stream.reach, plan.stream.embedded, run),
      job: plan && jobPart(plan),
      layout: layoutPart(streamRun),
      frames: framesPart(streamRun),
      source: sourcePart(streamRun),
      ...(plan && bout
        ? {
            bench: benchPart(plan, bout, run.streams, seconds),
            streams: run.streams.map((stream) => ({ ...streamSummary(stream), pool: poolPart(stream, bout) })),
            timeline: fromFirst(seconds),
          }
        : {}),
    },
    (pooled) => run.streams.map((stream) => observe(pooled, stream)),
    suspectOf(run),
  );
}

/** The stream with most reasons to doubt it speaks for all of them. */
function suspectOf({ bout, streams }: BenchRun): string[] {
  const limited = bout && clientLimited(bout.process);
  const [worst = []] = streams.map(({ measured }) => measured.suspect).toSorted((a, b) => b.length - a.length);
  return [...(limited === null ? [] : [limited]), ...worst];
}

function boutNotes({ spread, warmup }: Bout): string[] {
  return [...spread.notes, ...(warmup === null ? [] : [warmupNote(warmup)])];
}

function jobPart({ stream, jobs }: BenchPlan): RunResult['job'] {
  if (stream.job === null) return null;
  return jobs.length > 1 ? { ...stream.job, id: jobs.join(',') } : stream.job;
}

/** One stream as thresholds see it; what belongs to the run is the same for all. */
function observe(pooled: Observation, { measured, received, lost, repeated }: StreamOutcome): Observation {
  return { ...pooled, metrics: measured.metrics, frames: received, lost, repeated };
}

/** What merging needs of a stream beside its summary. */
function poolPart({ measured, lost, repeated }: StreamOutcome, { epochBase }: Bout): StreamPool {
  const { span, bytesAfterFirst, lateness, validation } = measured;
  return {
    span: span && { first: span.first + epochBase, last: span.last + epochBase },
    bytesAfterFirst,
    lost,
    repeated,
    lateness,
    validation,
  };
}

/** Without the seconds before the first frame. */
function fromFirst(seconds: readonly TimelineSecond[]): readonly TimelineSecond[] {
  const first = firstSecond(seconds);
  if (first === null) return [];
  return seconds.filter(({ second }) => second >= first).map((entry) => ({ ...entry, second: entry.second - first }));
}

function firstSecond(seconds: readonly TimelineSecond[]): number | null {
  return seconds.find(({ frames }) => frames > 0)?.second ?? null;
}

function benchPart(
  plan: BenchPlan,
  bout: Bout,
  streams: readonly StreamOutcome[],
  seconds: readonly TimelineSecond[],
): BenchPart {
  const { spread, warmup } = bout;
  const gaps = mergeGaps(streams.map(({ measured }) => measured.metrics.gapMs));
  const { percentiles, bars } = viewHistogram(gaps.histogram);
  const first = firstSecond(seconds);
  return {
    streams: streams.length,
    jobs: plan.jobs,
    connections: spread.connections.map(({ connectedAt, dialledAt, attempts }, n) => {
      const { dnsMs = null, tcpMs = null, tlsMs = null, http2Ms = null } = attempts.at(-1)?.phases ?? {};
      return { streams: spread.shares[n] ?? 0, ms: connectedAt - dialledAt, dnsMs, tcpMs, tlsMs, http2Ms };
    }),
    warmup,
    ...(plan.shard === null ? {} : { shard: plan.shard }),
    timelineFrom: first === null ? null : bout.timelineFrom + 1000 * first,
    firstFrameMs: firstFrames(streams.map(({ measured }) => measured.metrics)),
    statuses: statuses(streams),
    gapPercentiles: percentiles,
    gapBars: bars,
    process: bout.process,
  };
}

/** A stream we ended on purpose has no status of the server's, and is no error. */
function statuses(streams: readonly StreamOutcome[]): BenchPart['statuses'] {
  const counts = new Map<string, number>();
  for (const { end, reason } of streams) {
    const status = end.reason === 'cancelled' && reason !== 'interrupted' ? 'on purpose' : end.status.name;
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts].map(([status, count]) => ({ status, streams: count }));
}
