import { usage } from '../../base/failure.ts';
import { plural } from '../../base/text.ts';
import type { CallBenchPlan, LaneLimit } from '../../run/bench/calls/plan.ts';
import type { BenchLoad } from '../../run/bench/plan.ts';
import { WHOLE, splitBench } from '../../run/bench/plan.ts';
import type { CallPlan } from '../../run/call/plan.ts';
import { answersStream, sendsStream } from '../../run/call/plan.ts';
import { parseData } from '../../run/call/request-data.ts';
import type { Requests } from '../../run/call/requests.ts';
import { flagName } from '../option.ts';
import { MOST_STREAMS } from '../options/bench.ts';
import { BENCH_CALL } from '../options/bench-call.ts';
import { BENCH } from '../options/tables.ts';
import type { BenchValues } from '../options/values.ts';
import { both, settleRivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';
import { planLoad } from './bench-load.ts';

/** Calls in all, or messages of each stream, when nothing says how much is wanted. */
const ENOUGH = 1000;
/** Time a stream may take beyond its `--duration`, ms. */
const SPARE_MS = 15_000;

/** Options of the frames of a job. */
const OF_JOBS: readonly (keyof BenchValues)[] = [
  'job',
  'streamId',
  'layout',
  'live',
  'fps',
  'rowStep',
  'sensors',
  'sensorIds',
  'bins',
  'rows',
  'frequencyRange',
  'amplitude',
  'fullScale',
  'quietSensors',
  'settle',
  'timeUnit',
  'element',
  'axes',
  'checks',
  'embedded',
  'fault',
  'quirk',
];

/** @throws Failure `usage` for options on the command line that are of a bench of calls, where there is none. */
export function refuseCallOptions(given: Settings<BenchValues>): void {
  const keys = Object.keys(BENCH_CALL) as (keyof BenchValues)[];
  const said = keys.find((key) => given.level(key) === 3);
  if (said !== undefined) {
    throw usage(`--${flagName(said)} is for calls of a method, and none is named`, 'add --call pkg.Service/Method');
  }
}

/**
 * Settles options of a bench of calls that exclude each other.
 * @throws Failure `usage` for those said at the same level, and for those that mean nothing for calls.
 */
export function settleCallLoad(given: Settings<BenchValues>): Settings<BenchValues> {
  const settled = settleRivals(BENCH, given, [
    both('tls', 'plaintext'),
    both('rampUp', 'streamRate', '--ramp-up and --stream-rate'),
  ]);
  const said = OF_JOBS.find((key) => settled.level(key) === 3);
  if (said !== undefined) {
    const hint = said === 'checks' ? 'switch a rule off by --severity message.decodes=off' : 'leave it out, or --call';
    throw usage(`--${flagName(said)} is of the frames of a job, and means nothing with --call`, hint);
  }
  const { workers, data } = settled.values;
  if (workers > 1 && data !== null && parseData(data).kind === 'stdin') {
    throw usage('--workers cannot share out what comes from stdin', 'save it in a file, and say -d @FILE');
  }
  refuseTooMany(settled.values.streams, settled.values);
  return settled;
}

/** What is remembered of each is a few kB, whichever of the repeats it is of. */
function refuseTooMany(streams: number, { repeat }: Pick<BenchValues, 'repeat'>): void {
  if (streams * repeat <= MOST_STREAMS) return;
  const times = repeat === 1 ? '' : `, repeated ${repeat} times`;
  throw usage(
    `${plural(streams, 'stream')}${times}, are more than ${MOST_STREAMS}`,
    'lower the number, the rate or the time, or repeat the command',
  );
}

/** What of the plan of a bench of calls depends on the kind of the method. */
type Load = Pick<CallBenchPlan, 'call' | 'calls' | 'lanes'> & BenchLoad;

/**
 * The load of this process.
 * @throws Failure `usage` for options that do not go with the method.
 */
export function planCallLoad(settings: Settings<BenchValues>, name: string, call: CallPlan): Load {
  const whole = answersStream(call.kind) ? streamLoad(settings, name, call) : laneLoad(settings, name, call);
  const { shard, connections } = settings.values;
  if (shard === null) return whole;
  const own = splitBench(whole, shard.of)[shard.index];
  if (own === undefined || own.streams === 0) {
    throw usage(
      `--shard ${shard.index}/${shard.of}: of ${plural(whole.streams, 'stream')} none is left for it`,
      `make --streams at least ${shard.of}; it counts those of all processes`,
    );
  }
  // The connections are those of each process.
  return { ...own, connections, shard };
}

function laneLoad(settings: Settings<BenchValues>, name: string, call: CallPlan): Load {
  const { values } = settings;
  const { calls, duration, streams, streamRate, frames, shard, connections, warmup } = values;
  if (frames !== null) {
    throw usage(
      `--frames counts the messages of a stream, and ${name} answers with one`,
      'say --calls N, for all lanes',
    );
  }
  const { streams: started, starts } = planLoad(values);
  const shared = { call, starts, share: WHOLE, shard: null, connections, warmup };
  if (streamRate !== null) {
    if (settings.level('streams') > 0) {
      throw usage(
        '--streams says nothing with --stream-rate: calls are started whatever the ones before do',
        'say --calls N or --duration T for how many',
      );
    }
    if (calls === null && duration === null) {
      throw usage('--stream-rate does not say how many calls are to be started', 'add --calls N or --duration T');
    }
    const limit = { calls: Math.min(calls ?? Infinity, duration === null ? Infinity : started), forMs: null };
    const parts = shard?.of ?? 1;
    return { ...shared, calls: limit, lanes: parts, streams: parts };
  }
  const limit: LaneLimit = { calls: calls ?? (duration === null ? Math.max(ENOUGH, streams) : null), forMs: duration };
  if (limit.calls !== null && limit.calls < streams) {
    throw usage(
      `--calls ${limit.calls} for ${plural(streams, 'lane')} (--streams): some would have none`,
      `make --calls at least ${streams}, or --streams at most ${limit.calls}`,
    );
  }
  return { ...shared, calls: limit, lanes: streams, streams };
}

function streamLoad(settings: Settings<BenchValues>, name: string, call: CallPlan): Load {
  const { values } = settings;
  const { calls, streamRate, connections, warmup, data, pingPong } = values;
  if (calls !== null) {
    throw usage(
      `--calls counts calls with one answer, and ${name} answers with a stream`,
      'say --streams N, and --frames N or --duration T for each',
    );
  }
  if (call.kind === 'bidi-stream' && !pingPong) {
    throw usage(
      `${name} is a bidirectional stream, whose messages say nothing of how fast it answers`,
      'add --ping-pong: each message is sent when the reply to the one before has come',
    );
  }
  if (sendsStream(call.kind) && data === null) {
    throw usage(`--data has to say what is sent to ${name}`, "add -d '{...}', or -d @FILE");
  }
  // With a rate the duration says how long streams are started, and nothing of how long each is.
  const duration = streamRate === null ? values.duration : null;
  const frames = values.frames ?? (duration === null ? ENOUGH : null);
  const load = planLoad(values);
  if (streamRate !== null && values.duration === null && settings.level('streams') === 0) {
    throw usage('--stream-rate does not say how many streams are to be started', 'add --streams N or --duration T');
  }
  refuseTooMany(load.streams, values);
  return {
    ...load,
    share: WHOLE,
    shard: null,
    connections,
    warmup,
    lanes: load.streams,
    calls: null,
    call: {
      ...call,
      ending: { maxFrames: pingPong ? null : frames, afterMs: duration, afterReason: 'duration' },
      timeoutMs: duration === null ? call.timeoutMs : Math.max(call.timeoutMs, duration + SPARE_MS),
      requests: frames === null || !pingPong ? call.requests : firstOf(call.requests, frames),
    },
  };
}

/** The first so many requests, behind which the call is half-closed. */
function firstOf(requests: Requests, count: number): Requests {
  return {
    async *messages(signal) {
      let sent = 0;
      for await (const message of requests.messages(signal)) {
        yield message;
        sent += 1;
        if (sent === count) return;
      }
    },
  };
}
