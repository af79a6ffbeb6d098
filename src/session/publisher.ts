import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { AttemptOutcome, BreakerStatistics, CircuitBreaker } from './breaker.ts';
import { Fifo } from './fifo.ts';
import { waited } from './wait.ts';

/** What a stream gives to publish. */
export interface Publishable {
  readonly clientId: string;
  /** The last part of the channel. */
  readonly field: string;
  readonly data: unknown;
}

/** A message on its way to a channel. */
export interface Publication {
  readonly channel: string;
  /** JSON text. */
  readonly data: string;
  /** The same for every attempt. */
  readonly idempotencyKey: string;
}

/** How sending went, and why when it did not go well. */
export interface SendResult {
  readonly outcome: AttemptOutcome;
  readonly reason: string;
}

/** Sends one publication once; resolves whatever happens. */
export type Send = (publication: Publication, signal: AbortSignal) => Promise<SendResult>;

export interface PublisherStatistics {
  readonly published: number;
  /** The server failed or was not there. */
  readonly failed: number;
  /** The server would not have them: a wrong key, an unknown channel, data it cannot take. */
  readonly refused: number;
  /** The queue was full. */
  readonly dropped: number;
  /** The breaker was open. */
  readonly rejected: number;
  /** Second attempts. */
  readonly retried: number;
  readonly queued: number;
  readonly lastError: string | null;
  readonly breaker: BreakerStatistics | null;
}

export interface PublisherOptions {
  readonly prefix: string;
  readonly send: Send;
  /** Null: none. */
  readonly breaker: CircuitBreaker | null;
  readonly clock: Clock;
  /** Publications that may wait; 1000. */
  readonly queueSize?: number;
}

/** Publications of different clients that are on their way at the same time. */
const LANES = 8;
/** What may wait in all, characters. */
const QUEUE_CHARACTERS = 16 * 1024 ** 2;
const RETRY_MS = 100;
const CLOSE_MS = 1000;

/** Publishes without ever making anybody wait: a bounded queue, each client's publications in order. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #lanes: readonly Fifo<Publication>[] = Array.from({ length: LANES }, () => new Fifo<Publication>());
  readonly #busy = new Set<number>();
  readonly #closed = new AbortController();
  readonly #id = randomUUID();
  readonly #counts = { published: 0, failed: 0, refused: 0, dropped: 0, rejected: 0, retried: 0 };
  #sequence = 0;
  #queued = 0;
  #characters = 0;
  #lastError: string | null = null;
  #idle: (() => void) | null = null;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Takes a publication, or counts why not. What JSON cannot tell throws a TypeError. */
  publish({ clientId, field, data }: Publishable): void {
    const { prefix, breaker, queueSize = 1000 } = this.#options;
    // Not even made into text while nobody would take it.
    if (breaker?.state === 'open') {
      this.#counts.rejected += 1;
      return;
    }
    const text = JSON.stringify(data) ?? 'null';
    const isFull = this.#queued >= queueSize || this.#characters + text.length > QUEUE_CHARACTERS;
    if (isFull || this.#closed.signal.aborted) {
      this.#counts.dropped += 1;
      return;
    }
    this.#sequence += 1;
    const idempotencyKey = `${this.#id}-${this.#sequence}`;
    const lane = laneOf(clientId);
    this.#lanes[lane]?.push({ channel: `${prefix}#${clientId}#${field}`, data: text, idempotencyKey });
    this.#queued += 1;
    this.#characters += text.length;
    if (!this.#busy.has(lane)) void this.#run(lane);
  }

  statistics(): PublisherStatistics {
    return {
      ...this.#counts,
      queued: this.#queued,
      lastError: this.#lastError,
      breaker: this.#options.breaker?.statistics() ?? null,
    };
  }

  /** Lets what waits go out for a second at most. */
  async close(): Promise<void> {
    const idle = new AbortController();
    this.#idle = () => idle.abort();
    if (this.#busy.size > 0) await waited(this.#options.clock, CLOSE_MS, idle.signal);
    this.#closed.abort();
  }

  async #run(lane: number): Promise<void> {
    this.#busy.add(lane);
    for (let next = this.#take(lane); next !== undefined; next = this.#take(lane)) {
      if (this.#closed.signal.aborted) this.#counts.dropped += 1;
      else await this.#deliver(next);
    }
    this.#busy.delete(lane);
    if (this.#busy.size === 0) this.#idle?.();
  }

  #take(lane: number): Publication | undefined {
    const next = this.#lanes[lane]?.shift();
    if (next === undefined) return undefined;
    this.#queued -= 1;
    this.#characters -= next.data.length;
    return next;
  }

  async #deliver(publication: Publication): Promise<void> {
    const { breaker } = this.#options;
    const attempt = breaker?.attempt();
    if (attempt === null) {
      this.#counts.rejected += 1;
      return;
    }
    const { outcome, reason } = await this.#send(publication);
    attempt?.done(outcome);
    this.#counts[outcome === 'success' ? 'published' : outcome === 'fault' ? 'failed' : 'refused'] += 1;
    if (outcome !== 'success') this.#lastError = reason;
  }

  /** Twice at most; the key keeps the server from publishing twice what only seemed to fail. */
  async #send(publication: Publication): Promise<SendResult> {
    const { send, breaker, clock } = this.#options;
    const { signal } = this.#closed;
    const first = await send(publication, signal);
    // A trial of a half-open breaker is one attempt.
    const isTrial = breaker?.state === 'half_open';
    if (first.outcome !== 'fault' || isTrial || !(await waited(clock, RETRY_MS, signal))) return first;
    this.#counts.retried += 1;
    return await send(publication, signal);
  }
}

/** Publications of one client stay in order because they share a lane. */
function laneOf(clientId: string): number {
  let hash = 0;
  for (let i = 0; i < clientId.length; i += 1) hash = (hash * 31 + clientId.charCodeAt(i)) >>> 0;
  return hash % LANES;
}
