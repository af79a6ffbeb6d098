import type { Clock } from '../../src/base/clock.ts';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is wound; sleepers wake in the order of their times. */
export class WoundClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  readonly #epochAtZero: number;
  #now = 0;

  constructor(epoch = 1_700_000_000_000) {
    this.#epochAtZero = epoch;
  }

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#epochAtZero + this.#now;
  }

  /** How many sleep on it. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const aborted = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        due: this.#now + ms,
        wake: () => {
          signal?.removeEventListener('abort', aborted);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }

  /** Lets so much time pass; whoever wakes meanwhile gets to act, and may sleep again. */
  async wind(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const [next] = [...this.#sleepers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.#sleepers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.wake();
      await settled();
    }
    this.#now = end;
  }
}

/** Promises and immediates that are due have run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise(setImmediate);
}
