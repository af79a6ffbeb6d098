import type { LoopMonitor } from '../../measure/overhead.ts';
import { createLoopMonitor } from '../../measure/overhead.ts';
import type { Connection } from '../../wire/types.ts';
import type { Host, Snapshot } from '../host.ts';
import type { JobOutcome, Underway } from '../job-streams.ts';
import { followEach, isUnknownMethod, sideBySide, together } from '../job-streams.ts';
import type { Attempt, Followed, StreamOutcome } from '../one-stream.ts';
import { followStream } from '../one-stream.ts';
import type { Spread } from './connections.ts';
import { Places } from './places.ts';
import type { Place } from './places.ts';
import type { BenchLoad, BenchPlan, Startable } from './plan.ts';
import { benchStreams } from './plan.ts';
import { keepSchedule } from './schedule.ts';
import type { Start } from './schedule.ts';

/** Where the streams ran, and how late our loop was meanwhile. */
export interface BenchOutcome extends JobOutcome {
  readonly carried: Pick<Spread, 'connections' | 'shares'>;
  /** By the number of the stream; null where all were to start at once. */
  readonly starts: ReadonlyMap<number, Start> | null;
  /** Why a further connection could not be opened; null when none failed. */
  readonly refusal: string | null;
  readonly loopDelayP99Ms: number | null;
}

/** How the streams are seen: `zero` is the beginning, on our clock. */
export interface Seen extends Pick<Attempt, 'warm' | 'timelineFrom'> {
  readonly zero: number;
}

type Open<S> = (stream: S, connection: Connection) => Followed;

/** Opens the streams when they are due and follows each to its end. */
export function followBench(
  plan: BenchPlan,
  spread: Spread,
  host: Host,
  { zero, ...seen }: Seen,
): Promise<BenchOutcome> {
  const carriage = { load: plan, streams: benchStreams(plan), spread, host, zero };
  return carry(carriage, (start, loop) =>
    followEach(plan.stream.layouts, host, (layout) =>
      start((stream, connection) =>
        followStream({ plan: stream.plan, layout, host, connection, loop, ...seen }, stream.planned),
      ),
    ),
  );
}

/** What is to be opened, when and on what. */
interface Carriage<S> {
  readonly load: BenchLoad;
  readonly streams: readonly S[];
  readonly spread: Spread;
  readonly host: Host;
  readonly zero: number;
}

/** Follows the streams `job` starts, each on the connection it has a place on, at once or as planned. */
export async function carry<S extends Startable>(
  { load: plan, streams, spread, host, zero }: Carriage<S>,
  job: (start: (open: Open<S>) => Underway, loop: LoopMonitor) => Promise<JobOutcome>,
): Promise<BenchOutcome> {
  const loop = createLoopMonitor();
  const places =
    plan.starts?.kind === 'rate' ? new Places(spread.connections, spread.dial, plan.connections ?? undefined) : null;
  const seats = places ? [] : seat(spread);
  let starts: Map<number, Start> | null = null;
  let beginning = zero;
  const take = (n: number): Promise<Place | null> =>
    places ? places.take() : Promise.resolve({ connection: seats[n] as Connection, isNew: false, free: () => {} });
  try {
    const done = await job((open) => {
      if (plan.starts === null) {
        return sideBySide(streams.map((stream, n) => open(stream, seats[n] as Connection)));
      }
      starts = new Map();
      const underway = onSchedule(streams, { zero: beginning, host, take, open, starts });
      // With another layout it all begins again.
      beginning = host.clock.now();
      return underway;
    }, loop);
    const carried = places?.used ?? spread;
    return { ...done, carried, starts, refusal: places?.failure?.message ?? null, loopDelayP99Ms: loop.p99() };
  } finally {
    loop.stop();
  }
}

/** The connection of each stream in its order: the first connection takes the first ones. */
function seat({ connections, shares }: Pick<Spread, 'connections' | 'shares'>): Connection[] {
  return connections.flatMap((connection, n) => Array.from({ length: shares[n] ?? 0 }, () => connection));
}

interface Timetable<S> {
  readonly zero: number;
  readonly host: Host;
  readonly take: (n: number) => Promise<Place | null>;
  readonly open: Open<S>;
  /** Filled as things happen. */
  readonly starts: Map<number, Start>;
}

function onSchedule<S extends Startable>(
  streams: readonly S[],
  { zero, host, take, open, starts }: Timetable<S>,
): Underway {
  const { clock, signal } = host;
  const crowd = new Crowd();
  const begin = async (stream: S, plannedAt: number, n: number): Promise<void> => {
    const place = await take(n);
    const startedAt = place && clock.now();
    starts.set(stream.streamId, { plannedAt, startedAt, dialled: place?.isNew ?? false });
    if (place) await crowd.follow(open(stream, place.connection)).finally(() => place.free());
  };
  const done = keepSchedule(streams, zero, clock, { signal, enough: () => crowd.isLost }, begin);
  return { peek: () => crowd.peek(), outcomes: done.then(() => crowd.over.toSorted(byNumber)) };
}

function byNumber(a: StreamOutcome, b: StreamOutcome): number {
  return a.streamId - b.streamId;
}

/** Streams that come and go. */
class Crowd {
  readonly over: StreamOutcome[] = [];
  readonly #running = new Set<Followed>();
  #past: Snapshot = together([]);

  async follow(followed: Followed): Promise<void> {
    this.#running.add(followed);
    this.over.push(await followed.outcome);
    this.#running.delete(followed);
    // Of one that is over there is no rate any more, and no gap.
    this.#past = together([this.#past, { ...followed.peek(), fps: null, lastGapMs: null }]);
  }

  /** Whether the server does not know the method, so that more streams would only be refused. */
  get isLost(): boolean {
    return this.over.length > 0 && this.over.every(isUnknownMethod);
  }

  peek(): Snapshot {
    return together([this.#past, ...[...this.#running].map((each) => each.peek())]);
  }
}
