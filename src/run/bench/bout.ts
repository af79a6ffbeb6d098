import type { BenchPart, BenchWarmup } from '../../base/bench-result.ts';
import type { TimelineSecond } from '../../base/result.ts';
import { sumBy } from '../../base/sum-by.ts';
import { viewHistogram } from '../../measure/distribution-view.ts';
import { mergeGaps } from '../../measure/gaps.ts';
import { clientLimited } from '../../measure/process-use.ts';
import { streamSummary } from '../document.ts';
import type { StreamOutcome } from '../one-stream.ts';
import type { Followed, StreamRun } from '../stream-run.ts';
import type { BenchOutcome } from './follow.ts';
import type { PooledStream } from './pooled.ts';
import { charged, firstFrames, warmupNote } from './pooled.ts';
import type { BenchLoad, BenchPlan } from './plan.ts';
import { missedNote, ownDelay, summarizeStarts } from './start-summary.ts';

/** What the streams of a bench ran on, and what that cost us. */
export interface Bout extends Pick<BenchOutcome, 'carried' | 'starts' | 'refusal'> {
  /** Of the connections. */
  readonly notes: readonly string[];
  readonly warmup: BenchWarmup | null;
  /** What makes a monotonic time one since 1970, ms. */
  readonly epochBase: number;
  /** Where second 0 of the streams' timelines begins, ms since 1970. */
  readonly timelineFrom: number;
  readonly process: BenchPart['process'];
}

/** What became of a bench. */
export interface BenchRun<P = BenchPlan> extends Followed {
  readonly plan: P | null;
  readonly layout: StreamRun['layout'];
  /** Null when no stream was opened. */
  readonly bout: Bout | null;
}

/** The stream with most reasons to doubt it speaks for all of them. */
export function suspectOf({ bout, streams }: Pick<BenchRun, 'bout' | 'streams'>): string[] {
  const own = [bout && clientLimited(bout.process), bout?.starts ? ownDelay(bout.starts) : null];
  const [worst = []] = streams.map(({ measured }) => measured.suspect).toSorted((a, b) => b.length - a.length);
  return [...own.filter((reason) => reason !== null), ...worst];
}

/** What is to be said of the connections, of starts that were missed, and of the warm-up. */
export function boutNotes({ connections }: BenchLoad, { notes, starts, refusal, warmup }: Bout): string[] {
  const missed = starts && missedNote(connections, starts, refusal);
  return [...notes, ...(missed ? [missed] : []), ...(warmup === null ? [] : [warmupNote(warmup)])];
}

/** Planned starts that were missed; null without a plan. */
export function missedStarts(bout: Bout | null): number | null {
  const starts = bout?.starts;
  return starts ? [...starts.values()].filter(({ startedAt }) => startedAt === null).length : null;
}

/** One stream on its own, with what merging needs of it. */
export function benchStream(stream: StreamOutcome, { epochBase, starts }: Bout): PooledStream {
  const { span, bytesAfterFirst, lateness, validation } = stream.measured;
  const start = starts?.get(stream.streamId);
  return {
    ...streamSummary(stream),
    pool: {
      span: span && { first: span.first + epochBase, last: span.last + epochBase },
      bytesAfterFirst,
      lost: stream.lost,
      repeated: stream.repeated,
      lateness,
      validation,
      startDelayMs: start === undefined ? null : stream.end.sentAt - start.plannedAt,
    },
  };
}

/** Without the seconds before the first frame. */
export function fromFirst(seconds: readonly TimelineSecond[]): readonly TimelineSecond[] {
  const first = firstSecond(seconds);
  if (first === null) return [];
  return seconds.filter(({ second }) => second >= first).map((entry) => ({ ...entry, second: entry.second - first }));
}

function firstSecond(seconds: readonly TimelineSecond[]): number | null {
  return seconds.find(({ frames }) => frames > 0)?.second ?? null;
}

/** What is told of any bench, whatever its streams are; `jobs` are those they are of. */
export function benchPart(
  plan: Pick<BenchPlan, 'jobs' | 'shard'>,
  bout: Bout,
  streams: readonly StreamOutcome[],
  seconds: readonly TimelineSecond[],
): BenchPart {
  const { carried, warmup } = bout;
  const gaps = mergeGaps(streams.map(({ measured }) => measured.metrics.gapMs));
  const { percentiles, bars } = viewHistogram(gaps.histogram);
  const first = firstSecond(seconds);
  return {
    streams: streams.length,
    jobs: plan.jobs,
    connections: carried.connections.map(({ connectedAt, dialledAt, attempts }, n) => {
      const { dnsMs = null, tcpMs = null, tlsMs = null, http2Ms = null } = attempts.at(-1)?.phases ?? {};
      return { streams: carried.shares[n] ?? 0, ms: connectedAt - dialledAt, dnsMs, tcpMs, tlsMs, http2Ms };
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

/** How the plan of the starts was kept, and the first frames charged with what it was not; empty without one. */
export function startsPart(
  plan: BenchLoad,
  { starts }: Bout,
  streams: readonly PooledStream[],
): Pick<BenchPart, 'starts' | 'firstFrameCorrectedMs'> {
  if (plan.starts === null || starts === null) return {};
  return {
    starts: summarizeStarts(plan.starts, plan.streams, [...starts.values()]),
    firstFrameCorrectedMs: firstFrames(streams.map(charged)),
  };
}

/** A stream we ended on purpose has no status of the server's, and is no error. */
function statuses(streams: readonly StreamOutcome[]): BenchPart['statuses'] {
  const named = streams.map(({ end, reason }) => {
    const isOnPurpose = end.reason === 'cancelled' && reason !== 'interrupted';
    return [isOnPurpose ? 'on purpose' : end.status.name, 1] as const;
  });
  return sumBy(named).map(([status, count]) => ({ status, streams: count }));
}
