import type { BenchPlan } from '../../run/bench/plan.ts';
import { WHOLE, splitBench } from '../../run/bench/plan.ts';
import type { StreamPlan } from '../../run/plan.ts';
import { BENCH, STREAM } from '../options/tables.ts';
import type { BenchValues, StreamValues } from '../options/values.ts';
import type { Settings } from '../settings.ts';
import { settle } from '../settings.ts';
import { benchSlos, planLoad } from './bench-load.ts';

/** Frames of each stream when nothing says how much is wanted. */
const FRAMES = 1000;

/**
 * What `bench` was told, as settings of the streams it opens: what it has no option for is as by default. Real time is
 * not judged unless --live says so, because a bench runs as fast as it can.
 */
export function streamSettings(given: Settings<BenchValues>): Settings<StreamValues> {
  const { values } = given;
  const none = settle(STREAM, { flags: new Map(), env: {}, config: { path: null, entries: new Map() } }).values;
  // With a rate the duration says how long streams are started, and nothing of how long each is.
  const duration = values.streamRate === null ? values.duration : null;
  const frames = values.frames ?? (duration === null ? FRAMES : null);
  const {
    streams: _s,
    connections: _c,
    rampUp: _r,
    streamRate: _sr,
    repeat: _n,
    shard: _i,
    warmup: _w,
    ...shared
  } = values;
  return {
    values: { ...none, ...shared, job: values.job[0] ?? null, frames, duration, ended: !values.live },
    record: { ...given.record, frames: { value: frames, origin: given.origin('frames') ?? 'default' } },
    origin: (key) => (isShared(key) ? given.origin(key) : null),
    level: (key) => (isShared(key) ? given.level(key) : 0),
  };
}

/** The plan of all streams of this process from that of one. */
export function planBench(values: BenchValues, stream: StreamPlan): BenchPlan {
  const { job, connections, shard, warmup } = values;
  const jobs = job.length > 0 ? job : stream.jobId === null ? [] : [stream.jobId];
  const own = { ...stream, slos: benchSlos(values, stream.slos).each };
  const whole: BenchPlan = { stream: own, jobs, ...planLoad(values), share: WHOLE, shard: null, connections, warmup };
  if (shard === null) return whole;
  // The connections are those of each process.
  return { ...whole, ...splitBench(whole, shard.of)[shard.index], connections, shard };
}

/** Whether an option of `stream` is one of `bench` too. */
function isShared(key: keyof StreamValues): key is keyof StreamValues & keyof BenchValues {
  return key in BENCH;
}
