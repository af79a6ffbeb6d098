import { LONGEST_MS } from './timer.ts';

interface Due {
  /** On the monotonic clock, ms. */
  readonly at: number;
  readonly expired: () => void;
}

/**
 * The deadlines of all calls of a connection behind one timer, so that a call that is over in time costs none. As with
 * a `Watch`, what the sockets already hold is read before a call is late.
 */
export class Deadlines {
  readonly #due = new Map<object, Due>();
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;

  /** `expired` is called once, unless `remove` came first. */
  add(call: object, ms: number, expired: () => void): void {
    const at = performance.now() + ms;
    this.#due.set(call, { at, expired });
    if (at < this.#timerAt) this.#arm(at);
  }

  remove(call: object): void {
    this.#due.delete(call);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timerAt = Infinity;
  }

  #arm(at: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = at;
    const wait = Math.min(LONGEST_MS, Math.max(1, at - performance.now()));
    // The socket keeps the process alive for as long as a call is under way.
    this.#timer = setTimeout(() => setImmediate(() => this.#look()), wait).unref();
  }

  #look(): void {
    this.#timerAt = Infinity;
    // Timers are whole milliseconds and may be early by a part of one.
    const now = performance.now() + 1;
    let next = Infinity;
    const late: Due[] = [];
    for (const [call, due] of this.#due) {
      if (due.at <= now) {
        this.#due.delete(call);
        late.push(due);
      } else if (due.at < next) next = due.at;
    }
    if (next < Infinity) this.#arm(next);
    for (const { expired } of late) expired();
  }
}
