import { usage } from '../../base/failure.ts';
import { plural } from '../../base/text.ts';
import type { BenchPlan } from '../../run/bench/plan.ts';
import { shares } from '../../run/bench/plan.ts';
import type { StreamPlan } from '../../run/plan.ts';
import { BENCH, STREAM } from '../options/tables.ts';
import type { BenchValues, StreamValues } from '../options/values.ts';
import type { Settings } from '../settings.ts';
import { settle } from '../settings.ts';

/** Frames of each stream when nothing says how much is wanted. */
const FRAMES = 1000;

/**
 * What `bench` was told, as settings of the streams it opens: what it has no option for is as by default. Real time is
 * not judged unless --live says so, because a bench runs as fast as it can.
 */
export function streamSettings(given: Settings<BenchValues>): Settings<StreamValues> {
  const { values } = given;
  const none = settle(STREAM, { flags: new Map(), env: {}, config: { path: null, entries: new Map() } }).values;
  const frames = values.frames ?? (values.duration === null ? FRAMES : null);
  const { streams: _streams, connections: _connections, shard: _shard, warmup: _warmup, ...shared } = values;
  return {
    values: { ...none, ...shared, job: values.job[0] ?? null, frames, ended: !values.live },
    record: { ...given.record, frames: { value: frames, origin: given.origin('frames') ?? 'default' } },
    origin: (key) => (isShared(key) ? given.origin(key) : null),
    level: (key) => (isShared(key) ? given.level(key) : 0),
  };
}

/**
 * The streams of all processes that this one runs.
 * @throws Failure `usage` when none is left for it.
 */
export function shareOf({
  streams,
  shard,
}: Pick<BenchValues, 'streams' | 'shard'>): Pick<BenchPlan, 'streams' | 'firstStream' | 'shard'> {
  if (shard === null) return { streams, firstStream: 0, shard };
  const split = shares(streams, shard.of);
  const own = split[shard.index] ?? 0;
  if (own === 0) {
    throw usage(
      `--shard ${shard.index}/${shard.of}: of ${plural(streams, 'stream')} none is left for it`,
      `make --streams at least ${shard.of}, or the shares at most ${streams}; --streams counts those of all processes`,
    );
  }
  const before = split.slice(0, shard.index).reduce((sum, each) => sum + each, 0);
  return { streams: own, firstStream: before, shard };
}

/** The plan of all streams of this process from that of one. */
export function planBench(values: BenchValues, stream: StreamPlan): BenchPlan {
  const { job, connections, warmup } = values;
  const jobs = job.length > 0 ? job : stream.jobId === null ? [] : [stream.jobId];
  return { stream, jobs, ...shareOf(values), connections, warmup };
}

/** Whether an option of `stream` is one of `bench` too. */
function isShared(key: keyof StreamValues): key is keyof StreamValues & keyof BenchValues {
  return key in BENCH;
}
