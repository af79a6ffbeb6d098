import { Failure } from '../../base/failure.ts';
import type { Connection } from '../../wire/types.ts';

/** A place for one stream. */
export interface Place {
  readonly connection: Connection;
  /** The connection was opened for it. */
  readonly isNew: boolean;
  /** To be called once when the stream is over. */
  free(): void;
}

interface Carrier {
  /** Null while it is being opened. */
  connection: Connection | null;
  readonly opening: Promise<Connection>;
  busy: number;
  carried: number;
}

/** Above so many connections none is opened for want of a place. */
export const MOST_CONNECTIONS = 1000;

/**
 * Places for streams that come and go, never more on a connection than its peer takes. Where all are taken a further
 * connection is opened, if there may be one, and one that was lost is replaced; nobody waits for a stream to end.
 */
export class Places {
  readonly #carriers: Carrier[];
  readonly #limit: number;
  readonly #dial: () => Promise<Connection>;
  readonly #most: number;
  #failure: Failure | null = null;

  /** `dial` opens a further connection; `most`: how many there may be at a time. */
  constructor(connections: readonly Connection[], dial: () => Promise<Connection>, most: number = MOST_CONNECTIONS) {
    this.#carriers = connections.map((connection) => ({
      connection,
      opening: Promise.resolve(connection),
      busy: 0,
      carried: 0,
    }));
    this.#limit = connections[0]?.settings.maxConcurrentStreams ?? Infinity;
    this.#dial = dial;
    this.#most = most;
  }

  /** Why the last further connection that was tried could not be opened; null when none failed. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** The connections that were opened, and how many streams each was given. */
  get used(): { readonly connections: readonly Connection[]; readonly shares: readonly number[] } {
    const open = this.#carriers.filter(({ connection }) => connection !== null);
    return {
      connections: open.map(({ connection }) => connection as Connection),
      shares: open.map(({ carried }) => carried),
    };
  }

  /** A place on the connection with fewest streams, else on a new one; null when there is none to be had. */
  async take(): Promise<Place | null> {
    const carrier = this.#find();
    if (carrier === null) return null;
    carrier.busy += 1;
    const free = (): void => {
      carrier.busy -= 1;
    };
    const isNew = carrier.connection === null;
    try {
      const connection = await carrier.opening;
      carrier.carried += 1;
      return { connection, isNew, free };
    } catch (thrown) {
      this.#failure = Failure.from(thrown);
      const at = this.#carriers.indexOf(carrier);
      if (at !== -1) this.#carriers.splice(at, 1);
      return null;
    }
  }

  #find(): Carrier | null {
    const there = this.#carriers.filter(({ connection }) => connection === null || connection.isOpen);
    const withRoom = there.filter(({ busy }) => busy < this.#limit);
    const standing = withRoom.filter(({ connection }) => connection !== null);
    const [best = withRoom[0]] = standing.toSorted((a, b) => a.busy - b.busy);
    if (best !== undefined) return best;
    return there.length < this.#most ? this.#add() : null;
  }

  #add(): Carrier {
    const carrier: Carrier = { connection: null, busy: 0, carried: 0, opening: this.#dial() };
    const known = (connection: Connection): void => {
      carrier.connection = connection;
    };
    carrier.opening.then(known, () => {});
    this.#carriers.push(carrier);
    return carrier;
  }
}
