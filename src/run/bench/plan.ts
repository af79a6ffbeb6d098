import type { BenchShard } from '../../base/bench-result.ts';
import type { Ending, PlannedStream, StreamPlan } from '../plan.ts';

/** One `bench` run: the streams of a job, many times side by side. */
export interface BenchPlan {
  /** How each stream is asked for, judged and ended; it plans one stream. */
  readonly stream: StreamPlan;
  /** Taken in turn by the streams; empty where the layout asks for no job. */
  readonly jobs: readonly string[];
  /** Of this process. */
  readonly streams: number;
  /** Number of its first stream among those of all processes. */
  readonly firstStream: number;
  /** Null when it runs them all. */
  readonly shard: BenchShard | null;
  /** Null: as few as the peer lets us have. */
  readonly connections: number | null;
  /** When the streams that warm up are over; null without them. */
  readonly warmup: Ending | null;
}

/** One stream of a bench, and the job it is a stream of. */
export interface BenchStream {
  readonly plan: StreamPlan;
  readonly planned: PlannedStream;
}

/** Every stream of this process, numbered from `firstStream`, jobs in turn by that number. */
export function benchStreams({ stream, jobs, streams, firstStream }: BenchPlan): BenchStream[] {
  const [{ streamId, expectation }] = stream.streams;
  return Array.from({ length: streams }, (_, index) => {
    const n = firstStream + index;
    const job = jobs[n % Math.max(1, jobs.length)] ?? null;
    const jobId = expectation.jobId && job !== null ? { ...expectation.jobId, value: job } : expectation.jobId;
    return {
      plan: { ...stream, jobId: job },
      planned: { streamId: n, ask: streamId, expectation: { ...expectation, jobId } },
    };
  });
}

/** Streams of each connection or process, the first ones taking what does not divide. */
export function shares(streams: number, connections: number): number[] {
  return Array.from({ length: connections }, (_, n) => Math.floor((streams + connections - 1 - n) / connections));
}
