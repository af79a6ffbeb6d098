import { setImmediate } from 'node:timers/promises';
import type { BenchStarts } from '../../../base/bench-result.ts';
import { plural } from '../../../base/text.ts';
import type { Call } from '../../../wire/types.ts';
import type { CallSink } from '../../call/message-sink.ts';
import { LATE_MS, until } from '../schedule.ts';
import type { Places } from '../places.ts';
import { lateWords } from '../start-summary.ts';
import type { LaneFollowed, LaneWork } from './lane.ts';
import { unmade } from './lane.ts';
import type { LaneOutcome } from './lane-book.ts';
import { LaneBook } from './lane-book.ts';
import { limitOf } from './plan.ts';

/** What planned calls work with: a connection is found for each. */
export type ArrivalWork = Omit<LaneWork, 'successors'>;

/** Calls under way at a time, above which further starts are missed. */
const MOST_UNDER_WAY = 10_000;
/** Starts behind the plan that are made before what the calls under way bring is read. */
const AT_ONCE = 16;

/**
 * Starts calls at planned instants, whatever the ones before are doing: call k of the lane at
 * `zero + (lane + k * lanes) * everyMs`. Latency is told from the request and from the plan.
 */
export function openArrivals(work: ArrivalWork, places: Places, zero: number, everyMs: number): LaneFollowed {
  const arrivals = new Arrivals(work, places);
  return { peek: () => arrivals.book.peek(), outcome: arrivals.run(zero, everyMs) };
}

class Arrivals {
  readonly book: LaneBook;
  readonly #work: ArrivalWork;
  readonly #places: Places;
  /** Of calls that are over. */
  readonly #free: CallSink[] = [];
  readonly #calls = new Set<Call>();
  readonly #under = new Set<Promise<void>>();
  #started = 0;
  #late = 0;
  #lateByUs = 0;
  #missed = 0;
  #maxLateMs: number | null = null;
  /** What no call should throw: a request that cannot be made, a rule that cannot be judged. */
  #threw: { readonly thrown: unknown } | null = null;

  constructor(work: ArrivalWork, places: Places) {
    this.#work = work;
    this.#places = places;
    this.book = new LaneBook(work, true);
  }

  async run(zero: number, everyMs: number): Promise<LaneOutcome> {
    const { plan, lane, host } = this.#work;
    const { clock, signal } = host;
    const planned = limitOf(plan, lane).calls ?? 0;
    const stop = (): void => this.#calls.forEach((call) => call.cancel());
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (let k = 0; k < planned && !signal.aborted && this.#threw === null; k += 1) {
        const n = lane + k * plan.lanes;
        const plannedAt = zero + n * everyMs;
        if (plannedAt > clock.now()) await until(plannedAt, clock, signal);
        else if (k % AT_ONCE === 0) await setImmediate();
        if (!signal.aborted) this.#start(n, plannedAt);
      }
      await Promise.all(this.#under);
      if (this.#threw !== null) throw this.#threw.thrown;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    const starts = this.#starts(planned, everyMs);
    return this.book.close(signal.aborted ? 'interrupted' : 'status', unmade(clock.now()), {
      starts,
      suspect: this.#suspect(),
    });
  }

  #start(n: number, plannedAt: number): void {
    if (this.#under.size >= MOST_UNDER_WAY) {
      this.#missed += 1;
      return;
    }
    const failed = (thrown: unknown): void => {
      this.#threw ??= { thrown };
    };
    const under: Promise<void> = this.#call(n, plannedAt)
      .catch(failed)
      .finally(() => this.#under.delete(under));
    this.#under.add(under);
  }

  async #call(n: number, plannedAt: number): Promise<void> {
    const { caller, host } = this.#work;
    const place = await this.#places.take();
    if (place === null || host.signal.aborted) {
      if (place === null) this.#missed += 1;
      place?.free();
      return;
    }
    const sink = this.#free.pop() ?? this.book.sink();
    this.#startedAfter(host.clock.now() - plannedAt, place.isNew);
    const call = caller.open(place.connection, sink, n);
    this.#calls.add(call);
    const end = await call.done;
    caller.check();
    this.#calls.delete(call);
    this.#free.push(sink);
    place.free();
    this.book.ended(end, plannedAt);
  }

  #startedAfter(lateMs: number, dialled: boolean): void {
    this.#started += 1;
    this.#maxLateMs = Math.max(this.#maxLateMs ?? 0, lateMs);
    if (lateMs <= LATE_MS) return;
    this.#late += 1;
    if (!dialled) this.#lateByUs += 1;
  }

  #starts(planned: number, everyMs: number): BenchStarts {
    const [late, missed, maxLateMs] = [this.#late, this.#missed, this.#maxLateMs];
    return { kind: 'rate', everyMs, planned, started: this.#started, late, missed, maxLateMs };
  }

  #suspect(): string[] {
    if (this.#lateByUs === 0) return [];
    return [lateWords(this.#lateByUs, plural(this.#started, 'call'), this.#maxLateMs ?? 0)];
  }
}
