const KEPT = 5;
/** Ids that are remembered to tell a command that comes twice. */
const REMEMBERED = 100_000;

/** Things of one kind: how many, and the first few. */
export class Noted {
  count = 0;
  readonly first: string[] = [];

  add(text: string): void {
    this.count += 1;
    if (this.first.length < KEPT) this.first.push(text);
  }
}

/** A ping by its number and its arrival, ms on the monotonic clock. */
export interface SeenPing {
  readonly sequence: number;
  readonly at: number;
}

/** What one client saw. */
export class Seen {
  /** When we closed our side; null while we have not. */
  closedAt: number | null = null;
  /** Messages of ours, heartbeats and acknowledgements among them. */
  sent = 0;
  heartbeats = 0;
  acknowledged = 0;
  /** Commands that were ours, each once: good ones, nameless and undecodable ones. */
  commands = 0;
  readonly undecodable: Noted = new Noted();
  readonly nameless: Noted = new Noted();
  readonly foreign: Noted = new Noted();
  readonly repeated: Noted = new Noted();
  readonly pings: SeenPing[] = [];
  readonly #ids = new Set<string>();

  ping(sequence: number, at: number): void {
    this.pings.push({ sequence, at });
  }

  /** Whether a command with this id came before; remembers it. */
  isRepeated(id: string): boolean {
    if (this.#ids.has(id)) return true;
    if (this.#ids.size < REMEMBERED) this.#ids.add(id);
    return false;
  }
}
