import type { Clock } from '../base/clock.ts';
import type { Connection } from './connection.ts';

/** Who counts as active: a message within so many ms. */
const ACTIVE_MS = 5 * 60_000;

/** A client that is connected. Times are epoch ms. */
export interface ClientStatistics {
  readonly clientId: string;
  readonly connectedAt: number;
  readonly lastMessageAt: number;
  readonly messageCount: number;
  readonly heartbeats: number;
  readonly commandCount: number;
  readonly errors: number;
  /** Commands that wait to be sent. */
  readonly queued: number;
}

/** The clients that are connected, one stream each. */
export class Connections<TCommand> {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Connection<TCommand>>();
  #opened = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Streams there have been. */
  get opened(): number {
    return this.#opened;
  }

  get(clientId: string): Connection<TCommand> | undefined {
    return this.#byId.get(clientId);
  }

  /** Every connection there is, as of now. */
  all(): Connection<TCommand>[] {
    return [...this.#byId.values()];
  }

  /** Enters a connection in place of any other of its client. */
  add(connection: Connection<TCommand>): void {
    this.#opened += 1;
    this.#byId.set(connection.clientId, connection);
  }

  /** Removes a connection unless another of its client has taken its place. */
  remove(connection: Connection<TCommand>): void {
    if (this.#byId.get(connection.clientId) === connection) this.#byId.delete(connection.clientId);
  }

  /** Those of which a message came in the last 5 minutes. */
  active(): Connection<TCommand>[] {
    const since = this.#clock.now() - ACTIVE_MS;
    return this.all().filter(({ heardAt }) => heardAt > since);
  }
}

export function clientStatistics<TCommand>(connection: Connection<TCommand>): ClientStatistics {
  const { clientId, connectedAt, lastMessageAt, counts, queue } = connection;
  const { messages: messageCount, heartbeats, commands: commandCount, errors } = counts;
  return {
    clientId,
    connectedAt,
    lastMessageAt,
    messageCount,
    heartbeats,
    commandCount,
    errors,
    queued: queue.size,
  };
}
