import type { BenchShard } from '../../base/bench-result.ts';
import { usage } from '../../base/failure.ts';
import { plural } from '../../base/text.ts';
import { formatMs, formatNumber } from '../../base/units.ts';
import type { Slo } from '../../measure/slo.ts';
import type { Starts } from '../../run/bench/plan.ts';
import { shares } from '../../run/bench/plan.ts';
import { MOST_STREAMS } from '../options/bench.ts';
import { BENCH } from '../options/tables.ts';
import type { BenchValues } from '../options/values.ts';
import type { Rivals } from '../rivals.ts';
import { both, settleRivals } from '../rivals.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';

/** How many streams a bench opens, and when. */
export interface Load {
  readonly streams: number;
  readonly starts: Starts | null;
}

/**
 * Settles options of the load that exclude each other; of what remains every number can be had.
 * @throws Failure `usage` for those said at the same level, and for loads that make no sense.
 */
export function settleLoad(given: Settings<BenchValues>): Settings<BenchValues> {
  const settled = settleRivals(BENCH, given, [
    both('rampUp', 'streamRate', '--ramp-up and --stream-rate'),
    howMany(given),
  ]);
  const { streamRate, duration } = settled.values;
  if (streamRate !== null && duration === null && settled.level('streams') === 0) {
    throw usage(
      '--stream-rate does not say how many streams are to be started',
      'add --streams N, or --duration T to start them for so long',
    );
  }
  const { streams } = planLoad(settled.values);
  const { repeat } = settled.values;
  if (streamRate !== null && streams > MOST_STREAMS) {
    throw usage(
      `--stream-rate ${formatNumber(streamRate)}/s for --duration ${formatMs(duration ?? 0)} is ${streams} streams; ${MOST_STREAMS} at most`,
      'lower one of them',
    );
  }
  if (streams * repeat > MOST_STREAMS) {
    throw usage(
      `${plural(streams, 'stream')}, repeated ${repeat} times, are ${streams * repeat}; ${MOST_STREAMS} at most`,
      'lower one of them, or repeat the command',
    );
  }
  const own = told(toldBy(settled, 'shard'), () => shareOf(settled.values.shard, streams));
  told(toldBy(settled, 'workers'), () => checkWorkers(settled.values, own));
  return settled;
}

/** Each thread has a stream and, where they are counted, a connection at least. */
export function checkWorkers({ workers, connections }: BenchValues, streams: number): void {
  if (workers > streams) {
    throw usage(
      `--workers ${workers} for ${plural(streams, 'stream')}: some would have none`,
      `make --streams at least ${workers}, or --workers at most ${streams}`,
    );
  }
  if (connections !== null && workers > connections) {
    throw usage(
      `--workers ${workers} for ${plural(connections, 'connection')}: each needs one of its own`,
      `leave --connections out, or make it ${workers} at least`,
    );
  }
}

/** Streams of this process. */
function shareOf(shard: BenchShard | null, streams: number): number {
  const own = shard === null ? streams : (shares(streams, shard.of)[shard.index] ?? 0);
  if (own > 0 || shard === null) return own;
  throw usage(
    `--shard ${shard.index}/${shard.of}: of ${plural(streams, 'stream')} none is left for it`,
    `make --streams at least ${shard.of}, or the shares at most ${streams}; --streams counts those of all processes`,
  );
}

/** With a rate the duration says how long streams are started, and so how many. */
export function planLoad(values: Pick<BenchValues, 'streams' | 'streamRate' | 'rampUp' | 'duration'>): Load {
  const { streams, streamRate, rampUp, duration } = values;
  if (streamRate !== null) {
    // Against what a rate a minute loses to rounding.
    const started = duration === null ? streams : Math.max(1, Math.floor((streamRate * duration) / 1000 + 1e-9));
    return { streams: started, starts: { kind: 'rate', everyMs: 1000 / streamRate } };
  }
  return { streams, starts: rampUp === null ? null : { kind: 'ramp-up', everyMs: rampUp / streams } };
}

function howMany(given: Settings<BenchValues>): Rivals<BenchValues> {
  return {
    keys: ['streams', 'duration'],
    clash: ({ streamRate, duration }) => streamRate !== null && duration !== null && given.level('streams') > 0,
    words: () => '--streams and --duration with --stream-rate',
  };
}

/** Thresholds of each run, and those of all repeats together. */
export interface BenchSlos {
  readonly each: readonly Slo[];
  readonly together: readonly Slo[];
}

/** What a bench adds to the defaults of a stream, unless the user says something of it. */
export function benchSlos(
  { slo, repeat, streamRate }: Pick<BenchValues, 'slo' | 'repeat' | 'streamRate'>,
  slos: readonly Slo[],
): BenchSlos {
  const isCleared = slo.flatMap((text) => text.split(',')).some((word) => word.trim() === 'none');
  const added = isCleared ? [] : DEFAULTS.filter(({ metric }) => slos.every((each) => each.metric !== metric));
  const all = [...slos, ...added.filter(({ metric }) => (metric === 'missed' ? streamRate !== null : repeat > 1))];
  // In a single run it is judged too, and told that there is none.
  const isOfAll = ({ metric }: Slo): boolean => metric === 'success-rate' && repeat > 1;
  return { each: all.filter((each) => !isOfAll(each)), together: all.filter(isOfAll) };
}

const DEFAULTS: readonly Slo[] = [
  { expression: 'missed=0', metric: 'missed', operator: '=', limit: 0, origin: 'default' },
  { expression: 'success-rate>=100%', metric: 'success-rate', operator: '>=', limit: 1, origin: 'default' },
];
