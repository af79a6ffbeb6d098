import type { BenchShard } from '../../base/bench-result.ts';
import { formatNumber, parseDuration } from '../../base/units.ts';
import type { Ending } from '../../run/plan.ts';
import { count, texts, time } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';
import { JOB } from './job.ts';
import type { JobValues } from './job.ts';

/** What is taken over from `stream`. */
type Shared = Omit<
  JobValues,
  | 'job'
  | 'streamId'
  | 'frames'
  | 'focusServer'
  | 'configure'
  | 'description'
  | 'waitJob'
  | 'ended'
  | 'maxFrames'
  | 'minFrames'
>;

/** What is remembered of each is a few kB. */
export const MOST_STREAMS = 10_000;

/** How many streams of which jobs, and how much of each. */
export interface LoadValues extends Shared {
  readonly job: readonly string[];
  readonly streamId: number;
  readonly frames: number | null;
  readonly streams: number;
  readonly connections: number | null;
  readonly shard: BenchShard | null;
  readonly rampUp: number | null;
  readonly streamRate: number | null;
  readonly workers: number;
  readonly repeat: number;
  readonly warmup: Ending | null;
}

const { focusServer: _f, configure: _c, description: _d, waitJob: _w, ended: _e, ...jobs } = JOB;
const { maxFrames: _max, minFrames: _min, ...shared } = jobs;

export const LOAD: OptionTable<LoadValues> = {
  ...shared,
  job: texts('<id>', 'the job to stream; of several the streams take one each in turn', { list: true }),
  streamId: count(0, 'which stream of the job is opened, by every stream of the bench', 0, 2 ** 31 - 1),
  frames: count(null, 'frames of each stream; 1000 unless there is a --duration', 1, 2 ** 31 - 1),
  duration: {
    ...JOB.duration,
    help: 'how long each stream is measured, from its first frame; with --stream-rate how long streams are started',
  },
  live: { ...JOB.live, help: 'compare the times of the frames with our clock' },
  // `streams` of a server is another matter.
  streams: count(1, 'streams side by side; with --stream-rate in all', 1, MOST_STREAMS, {
    setting: 'benchStreams',
    aliases: ['c', 'concurrency'],
  }),
  connections: count(null, 'connections the streams are spread over; as few as the peer lets us have', 1, 1000),
  rampUp: time(null, 'spread the starts of the streams evenly over so long'),
  streamRate: streamRate(),
  workers: count(1, 'threads the streams are shared out to, each with connections of its own', 1, 256),
  repeat: count(1, 'whole runs, one after the other; their success rate is a limit of its own', 1, 10_000),
  shard: shard(),
  warmup: warmup(),
};

/** Streams a second. */
function streamRate(): Option<number | null> {
  return {
    argument: '<n/s>',
    help: 'start so many streams a second whatever the server does: --streams of them, or for a --duration',
    fallback: null,
    takes: 'a rate with its unit such as 5/s or 30/m, 10000/s at most',
    parse: (value) => {
      const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(s|m)\s*$/.exec(value) ?? [];
      const rate = amount === undefined ? Number.NaN : Number(amount) / (unit === 'm' ? 60 : 1);
      return rate > 0 && rate <= 10_000 ? rate : undefined;
    },
    show: (value) => value && `${formatNumber(value)}/s`,
  };
}

function shard(): Option<BenchShard | null> {
  return {
    argument: '<i/n>',
    help: 'run share i, from 0, of n of the streams; n processes run them all, and report merge joins them',
    fallback: null,
    takes: 'a share and their number, counted from 0: of three 0/3, 1/3 and 2/3',
    parse: (value) => {
      const [, index, of] = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(value) ?? [];
      return Number(index) < Number(of) ? { index: Number(index), of: Number(of) } : undefined;
    },
    show: (value) => value && `${value.index}/${value.of}`,
  };
}

function warmup(): Option<Ending | null> {
  return {
    argument: '<n|time>',
    help: 'streams before the measured ones, of so many frames or so long each, in none of the numbers',
    fallback: null,
    takes: 'a whole number of frames such as 200, or a time with its unit such as 2s',
    parse: (value) => {
      if (/^\d+$/.test(value)) return Number(value) > 0 ? ending(Number(value), null) : undefined;
      const ms = /[a-zµ]/.test(value) ? parseDuration(value) : undefined;
      return ms === undefined || ms === 0 ? undefined : ending(null, ms);
    },
    show: (value) => value && (value.maxFrames ?? `${value.afterMs} ms`),
  };
}

function ending(maxFrames: number | null, afterMs: number | null): Ending {
  return { maxFrames, afterMs, afterReason: 'duration' };
}
