import type { Clock } from '../../src/base/clock.ts';

/** A clock that jumps to the end of every sleep, and remembers them. */
export class JumpingClock implements Clock {
  readonly slept: number[] = [];
  #now: number;
  readonly #epoch: number;

  constructor(now = 5000, epoch = 1_800_000_000_000) {
    this.#now = now;
    this.#epoch = epoch - now;
  }

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#epoch + this.#now;
  }

  /** Time that passes though nobody sleeps. */
  pass(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.#now += ms;
    await Promise.resolve();
  }
}
