/** Messages kept for a consumer that is behind before the sender is held back. */
const MOST_WAITING = 16;

/** Holding the sender back and letting it go on: HTTP/2 flow control. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/** Between messages that come when they come and one consumer that takes them when it likes. */
export class MessageQueue<T> {
  readonly #waiting: T[] = [];
  #wanted: ((next: T | null) => void) | null = null;
  #flow: Flow | null = null;
  #held = false;
  #closed = false;
  #unread = false;

  attach(flow: Flow): void {
    this.#flow = flow;
  }

  push(item: T): void {
    if (this.#unread) return;
    const wanted = this.#wanted;
    if (wanted !== null) {
      this.#wanted = null;
      wanted(item);
      return;
    }
    this.#waiting.push(item);
    if (this.#waiting.length < MOST_WAITING || this.#held) return;
    this.#held = true;
    this.#flow?.pause();
  }

  /** The next message, null at the end. Ask again only when it was given. */
  next(): Promise<T | null> {
    return new Promise((resolve) => {
      const item = this.#waiting.shift();
      if (item === undefined && !this.#closed) {
        this.#wanted = resolve;
        return;
      }
      this.#letGo();
      resolve(item ?? null);
    });
  }

  /** No more messages will come; what waits is still given out. */
  close(): void {
    this.#closed = true;
    this.#wanted?.(null);
    this.#wanted = null;
  }

  /** Nobody will take any: what comes is forgotten. */
  abandon(): void {
    this.#unread = true;
    this.#waiting.splice(0);
    this.#letGo();
  }

  #letGo(): void {
    if (!this.#held || this.#waiting.length >= MOST_WAITING / 2) return;
    this.#held = false;
    this.#flow?.resume();
  }
}
