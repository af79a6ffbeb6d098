import type { Clock } from '../base/clock.ts';
import { Fifo } from './fifo.ts';
import { later } from './wait.ts';

interface Waiting<T> {
  readonly item: T;
  readonly settle: (accepted: boolean) => void;
}

/** What waits for one client: bounded, first in first out, with one place that goes before all others. One reader. */
export class BoundedQueue<T> {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #items = new Fifo<T>();
  /** Those who found it full, in the order they came. */
  readonly #waiting = new Set<Waiting<T>>();
  #urgent: T | null = null;
  #closed = false;
  #wake: (() => void) | null = null;

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  get size(): number {
    return this.#items.size;
  }

  /** Waits up to `timeoutMs` (null: without limit) for room; false when there was none, or no reader any more. */
  async put(item: T, timeoutMs: number | null): Promise<boolean> {
    if (this.#closed) return false;
    if (this.#items.size < this.#limit && this.#waiting.size === 0) {
      this.#push(item);
      return true;
    }
    const patience = new AbortController();
    return new Promise((resolve) => {
      const waiting: Waiting<T> = {
        item,
        settle: (accepted) => {
          this.#waiting.delete(waiting);
          patience.abort();
          resolve(accepted);
        },
      };
      this.#waiting.add(waiting);
      if (timeoutMs === null) return;
      void later(this.#clock, timeoutMs, patience.signal, () => waiting.settle(false));
    });
  }

  /** Puts an item before all others, in place of the one that may wait there; false when the queue is closed. */
  putFirst(item: T): boolean {
    if (this.#closed) return false;
    this.#urgent = item;
    this.#wake?.();
    return true;
  }

  /** The next item, when there is one; undefined once the queue is closed and empty. */
  async take(): Promise<T | undefined> {
    for (;;) {
      const urgent = this.#urgent;
      this.#urgent = null;
      if (urgent !== null) return urgent;
      const item = this.#items.shift();
      if (item !== undefined) {
        this.#admit();
        return item;
      }
      if (this.#closed) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
  }

  /** The sentinel: nothing more is taken in, what is in it still goes out. */
  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting) waiting.settle(false);
    this.#wake?.();
  }

  /** Closes it and throws away what is in it. */
  discard(): void {
    this.#items.clear();
    this.#urgent = null;
    this.close();
  }

  #push(item: T): void {
    this.#items.push(item);
    this.#wake?.();
  }

  #admit(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#push(first.item);
    first.settle(true);
  }
}
