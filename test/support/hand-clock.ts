import type { Clock } from '../../src/base/clock.ts';

/** A clock that moves only by hand: `sleep` moves it by what was asked for, at once, and writes it down. */
export class HandClock implements Clock {
  /** Every sleep asked for, ms. */
  readonly slept: number[] = [];
  #now: number;
  readonly #epochAtZero: number;

  constructor(now = 0, epoch = 1_700_000_000_000) {
    this.#now = now;
    this.#epochAtZero = epoch - now;
  }

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#epochAtZero + this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.advance(ms);
    await Promise.resolve();
    signal?.throwIfAborted();
  }
}
