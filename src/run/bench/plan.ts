import type { BenchShard } from '../../base/bench-result.ts';
import type { Ending, PlannedStream, StreamPlan } from '../plan.ts';

/** How a bench loads its server, whatever its streams are. */
export interface BenchLoad {
  /** Of this process or thread. */
  readonly streams: number;
  /** Which of the streams of the whole bench these are, where others open the rest. */
  readonly share: Share;
  /** When the streams are started; null: all at once. */
  readonly starts: Starts | null;
  /** Null when this process runs them all. */
  readonly shard: BenchShard | null;
  /** Null: as few as the peer lets us have. */
  readonly connections: number | null;
  /** When the streams that warm up are over; null without them. */
  readonly warmup: Ending | null;
}

/** One `bench` run: the streams of a job, many times side by side. */
export interface BenchPlan extends BenchLoad {
  /** How each stream is asked for, judged and ended; it plans one stream. */
  readonly stream: StreamPlan;
  /** Taken in turn by the streams; empty where the layout asks for no job. */
  readonly jobs: readonly string[];
}

/** Of the streams of a whole bench, numbered from 0, the `first` and then every `step`-th. */
export interface Share {
  readonly first: number;
  readonly step: number;
}

/** All of them. */
export const WHOLE: Share = { first: 0, step: 1 };

/**
 * Planned instants: stream n of the whole bench is started `n * everyMs` after the first. `rate`: whatever the server
 * does, so that streams come and go; `ramp-up`: until all of them run side by side.
 */
export interface Starts {
  readonly kind: 'ramp-up' | 'rate';
  readonly everyMs: number;
}

/** Something a bench opens on one of its connections. */
export interface Startable {
  /** Its number in the whole bench. */
  readonly streamId: number;
  /** When it is to be started, ms after the first stream of the whole bench. */
  readonly afterMs: number;
}

/** One stream of a bench, and the job it is a stream of. */
export interface BenchStream extends Startable {
  readonly plan: StreamPlan;
  readonly planned: PlannedStream;
}

/** Number and instant of every stream of the load. */
export function startables({ streams, share, starts }: BenchLoad): Startable[] {
  return Array.from({ length: streams }, (_, place) => {
    const streamId = share.first + place * share.step;
    return { streamId, afterMs: streamId * (starts?.everyMs ?? 0) };
  });
}

/** Every stream, numbered as in the whole bench, jobs in turn. */
export function benchStreams(plan: BenchPlan): BenchStream[] {
  const { stream, jobs } = plan;
  const [{ streamId: ask, expectation }] = stream.streams;
  return startables(plan).map(({ streamId, afterMs }) => {
    const job = jobs[streamId % Math.max(1, jobs.length)] ?? null;
    const jobId = expectation.jobId && job !== null ? { ...expectation.jobId, value: job } : expectation.jobId;
    const planned = { streamId, ask, expectation: { ...expectation, jobId } };
    return { streamId, afterMs, plan: { ...stream, jobId: job }, planned };
  });
}

/** `total` in so many parts whose sum it is, the first ones taking what does not divide. */
export function shares(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, n) => Math.floor((total + parts - 1 - n) / parts));
}

/** A bench as so many that together are it: stream n goes to part n modulo `parts`. */
export function splitBench<P extends BenchLoad>(plan: P, parts: number): P[] {
  const streams = shares(plan.streams, parts);
  const connections = plan.connections === null ? null : shares(plan.connections, parts);
  const { first, step } = plan.share;
  return streams.map((share, n) => ({
    ...plan,
    streams: share,
    share: { first: first + n * step, step: step * parts },
    connections: connections?.[n] ?? null,
  }));
}
