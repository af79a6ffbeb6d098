import { callStatus, Status } from '../../../base/status.ts';
import { methodPath } from '../../../schema/registry.ts';
import { unsentEnd } from '../../../wire/refused-call.ts';
import type { Call, CallEnd, CallOptions, Connection, MessageSink } from '../../../wire/types.ts';
import type { CallPlan } from '../../call/plan.ts';
import { sendsStream } from '../../call/plan.ts';
import type { Entry } from '../../call/requests.ts';
import type { Followed } from '../../one-stream.ts';
import { LaneBook } from './lane-book.ts';
import type { BookedWork, LaneOutcome } from './lane-book.ts';
import { limitOf } from './plan.ts';

/** What one lane of calls works with. */
export interface LaneWork extends BookedWork {
  readonly caller: Caller;
  readonly successors: Successors;
}

/** A lane under way. */
export interface LaneFollowed extends Followed {
  readonly outcome: Promise<LaneOutcome>;
}

/** More connections are not opened in place of those that were lost. */
const MOST_LOST = 1000;

/** What takes the place of connections that were lost or are going away: one new one, for all lanes of the old. */
export class Successors {
  readonly #dial: () => Promise<Connection>;
  readonly #made = new Map<Connection, Promise<Connection>>();
  readonly #standing: Connection[] = [];

  constructor(dial: () => Promise<Connection>) {
    this.#dial = dial;
  }

  /** Those that stand. */
  get all(): readonly Connection[] {
    return this.#standing;
  }

  /** Null when none can be opened. */
  async of(connection: Connection): Promise<Connection | null> {
    let made = this.#made.get(connection);
    if (made === undefined) {
      if (this.#made.size >= MOST_LOST) return null;
      made = this.#open();
      this.#made.set(connection, made);
    }
    return await made.catch(() => null);
  }

  async #open(): Promise<Connection> {
    const connection = await this.#dial();
    this.#standing.push(connection);
    return connection;
  }
}

const LAST = { last: true } as const;

/** Makes calls of one method; what is the same for all of them is made once. */
export class Caller {
  readonly #options: CallOptions;
  readonly #entries: readonly Entry[];
  readonly #isStream: boolean;
  readonly #repeat: number;
  #threw: { readonly thrown: unknown } | null = null;

  constructor(plan: CallPlan, repeat: number) {
    const { metadata, timeoutMs, maxMessageSize, compression, requests, kind } = plan;
    this.#options = { method: methodPath(plan.method), metadata, timeoutMs, maxMessageSize, compression };
    this.#entries = requests.entries ?? [];
    this.#isStream = sendsStream(kind);
    this.#repeat = repeat;
  }

  /** Opens call number `n` of the whole bench and sends its requests. */
  open(connection: Connection, sink: MessageSink, n: number): Call {
    if (this.#isStream) return this.#openStream(connection, sink);
    const entry = this.#entries[n % this.#entries.length] as Entry;
    const bytes = entry(n);
    const call = connection.open(this.#options, sink);
    // A call that ends at once refuses the write; `done` says why.
    call.write(bytes, LAST).catch(() => {});
    return call;
  }

  #openStream(connection: Connection, sink: MessageSink): Call {
    const call = connection.open(this.#options, sink);
    this.#send(call).catch((thrown: unknown) => {
      this.#threw ??= { thrown };
      call.cancel();
    });
    return call;
  }

  /** @throws what a request that could not be made threw; its call was cancelled. */
  check(): void {
    if (this.#threw !== null) throw this.#threw.thrown;
  }

  async #send(call: Call): Promise<void> {
    const count = this.#entries.length * this.#repeat;
    for (let index = 0; index < count; index += 1) {
      const entry = this.#entries[index % this.#entries.length] as Entry;
      await call.write(entry(index));
    }
    call.end();
  }
}

/** Makes the calls of one lane, each when the one before is over. */
export function openLane(work: LaneWork, connection: Connection): LaneFollowed {
  const book = new LaneBook(work, false);
  return { peek: () => book.peek(), outcome: makeCalls(work, book, connection) };
}

async function makeCalls(
  { plan, lane, host, caller, successors }: LaneWork,
  book: LaneBook,
  seat: Connection,
): Promise<LaneOutcome> {
  const { clock, signal } = host;
  const { calls, forMs } = limitOf(plan, lane);
  const [most, until] = [calls ?? Infinity, forMs === null ? Infinity : clock.now() + forMs];
  const sink = book.sink();
  let call: Call | null = null;
  const stop = (): void => call?.cancel();
  signal.addEventListener('abort', stop, { once: true });
  let connection: Connection | null = seat;
  let last: CallEnd = unmade(clock.now());
  let made = 0;
  try {
    while (made < most && !signal.aborted && clock.now() < until) {
      // A peer may end a connection it has had for long enough.
      if (!connection.isOpen) connection = await successors.of(connection);
      if (connection === null) break;
      call = caller.open(connection, sink, lane + made * plan.lanes);
      last = await call.done;
      caller.check();
      made += 1;
      book.ended(last, null);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (signal.aborted) return book.close('interrupted', last);
  return book.close(connection === null ? 'broken' : made >= most ? 'status' : 'duration', last);
}

/** Stands for the end of a call nobody made. */
export function unmade(now: number): CallEnd {
  return unsentEnd('cancelled', callStatus(Status.CANCELLED, 'no call was made', 'client'), now);
}
