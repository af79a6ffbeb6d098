import type { LoopMonitor } from '../../../measure/overhead.ts';
import { methodPath } from '../../../schema/registry.ts';
import type { Call, CallEnd, CallOptions, Connection, MessageSink } from '../../../wire/types.ts';
import type { CallPlan } from '../../call/plan.ts';
import { sendsStream } from '../../call/plan.ts';
import type { Entry } from '../../call/requests.ts';
import type { Host } from '../../host.ts';
import type { Followed } from '../../one-stream.ts';
import { LaneBook } from './lane-book.ts';
import type { LaneOutcome } from './lane-book.ts';
import type { LanesPlan } from './plan.ts';
import { limitOf } from './plan.ts';

/** What one lane of calls works with. */
export interface LaneWork {
  readonly plan: LanesPlan;
  /** Its number in the whole bench. */
  readonly lane: number;
  readonly host: Host;
  readonly loop: LoopMonitor;
  readonly timelineFrom?: number;
  readonly caller: Caller;
}

/** A lane under way. */
export interface LaneFollowed extends Followed {
  readonly outcome: Promise<LaneOutcome>;
}

const LAST = { last: true } as const;

/** Makes calls of one method; what is the same for all of them is made once. */
export class Caller {
  readonly #options: CallOptions;
  readonly #entries: readonly Entry[];
  readonly #isStream: boolean;
  readonly #repeat: number;

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
    void this.#send(call).catch(() => call.cancel());
    return call;
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
  { plan, lane, host, caller }: LaneWork,
  book: LaneBook,
  connection: Connection,
): Promise<LaneOutcome> {
  const { clock, signal } = host;
  const { calls, forMs } = limitOf(plan, lane);
  const [most, until] = [calls ?? Infinity, forMs === null ? Infinity : clock.now() + forMs];
  const sink = book.sink();
  let call: Call | null = null;
  const stop = (): void => call?.cancel();
  signal.addEventListener('abort', stop, { once: true });
  let last: CallEnd = unmade(clock.now());
  let made = 0;
  try {
    while (made < most && !signal.aborted && clock.now() < until && !isGone(last)) {
      call = caller.open(connection, sink, lane + made * plan.lanes);
      last = await call.done;
      made += 1;
      book.ended(last, null);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const isOver = made >= most;
  return book.close(isGone(last) ? 'broken' : isOver ? 'status' : signal.aborted ? 'interrupted' : 'duration', last);
}

/** Whether a call ended with its connection, so that no other can be made on it. */
export function isGone({ reason, status }: CallEnd): boolean {
  return reason === 'broken' && status.origin === 'client';
}

/** Stands for the end of a call nobody made. */
export function unmade(now: number): CallEnd {
  return {
    reason: 'cancelled',
    status: { code: 1, name: 'CANCELLED', message: 'no call was made', origin: 'client' },
    headers: null,
    trailers: null,
    messages: 0,
    compressed: 0,
    payloadBytes: 0,
    wireBytes: 0,
    burstMax: 0,
    sentAt: now,
    headersAt: null,
    firstMessageAt: null,
    lastMessageAt: null,
    endedAt: now,
    notes: [],
  };
}
