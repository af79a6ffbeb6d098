import type { Clock } from '../base/clock.ts';
import { BoundedQueue } from './bounded-queue.ts';
import type { SessionCall } from './call.ts';
import type { SessionEnd } from './end.ts';

const CANCEL = 8;

/** What is counted of streams. */
export interface SessionCounts {
  messages: number;
  heartbeats: number;
  acknowledgements: number;
  /** Messages that could not be processed. */
  errors: number;
  /** Waits for a message that reached connectionTimeout. */
  readTimeouts: number;
  /** Commands handed to the transport, pings among them. */
  commands: number;
  pings: number;
}

export function noCounts(): SessionCounts {
  return { messages: 0, heartbeats: 0, acknowledgements: 0, errors: 0, readTimeouts: 0, commands: 0, pings: 0 };
}

interface ConnectionParts {
  readonly queueSize: number;
  readonly totals: SessionCounts;
  readonly clock: Clock;
}

/** One stream of one client, from its first message to its end. */
export class Connection<TCommand> {
  readonly clientId: string;
  readonly call: SessionCall;
  readonly queue: BoundedQueue<TCommand>;
  /** Epoch ms. */
  readonly connectedAt: number;
  readonly #counts = noCounts();
  readonly #totals: SessionCounts;
  /** Messages that could not be processed, without a good one since. */
  errorsInARow = 0;
  /** A message is being processed: while we keep the client waiting, it is not the client that is silent. */
  isBusy = false;
  /** A command was handed to the transport, which has not taken it yet. */
  isBlocked = false;
  lastMessageAt: number;
  readonly #clock: Clock;
  readonly #over = new AbortController();
  #heardAt: number;
  #spokeAt: number;
  #end: SessionEnd | null = null;

  /** `totals` counts along. */
  constructor(clientId: string, call: SessionCall, { queueSize, totals, clock }: ConnectionParts) {
    this.clientId = clientId;
    this.call = call;
    this.queue = new BoundedQueue(queueSize, clock);
    this.#totals = totals;
    this.connectedAt = clock.epoch();
    this.lastMessageAt = this.connectedAt;
    this.#clock = clock;
    this.#heardAt = clock.now();
    this.#spokeAt = this.#heardAt;
  }

  /** Aborted when the stream has ended. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** How it ended; null while it stands. */
  get ended(): SessionEnd | null {
    return this.#end;
  }

  /** When the client was last heard, ms on the monotonic clock. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** When either side last said something. */
  get trafficAt(): number {
    return Math.max(this.#heardAt, this.#spokeAt);
  }

  get counts(): Readonly<SessionCounts> {
    return this.#counts;
  }

  count(what: keyof SessionCounts): void {
    this.#counts[what] += 1;
    this.#totals[what] += 1;
  }

  heard(): void {
    this.count('messages');
    this.#heardAt = this.#clock.now();
    this.lastMessageAt = this.#clock.epoch();
  }

  /** We are ready for the next message: from here on a silence is the client's again. */
  listens(): void {
    this.isBusy = false;
    this.#heardAt = this.#clock.now();
  }

  spoke(): void {
    this.count('commands');
    this.#spokeAt = this.#clock.now();
  }

  /** Ends the stream; false when it had ended before. What waits in the queue still goes out when the end is a clean one. */
  end(end: SessionEnd): boolean {
    if (this.#end !== null) return false;
    this.#end = end;
    if (end.error === null) this.queue.close();
    else this.queue.discard();
    this.#over.abort();
    // A peer that takes nothing would not take a status either.
    if (end.error !== null && this.isBlocked) this.call.reset(CANCEL);
    return true;
  }
}
