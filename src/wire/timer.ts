/** Longest wait a Node timer takes; a longer one would fire at once. */
export const LONGEST_MS: number = 2 ** 31 - 1;

/**
 * A wait that is over only when what the sockets already hold has been read: a busy event loop must not be mistaken
 * for a silent peer. `refresh` starts it anew, and costs no more than a look at the clock.
 */
export class Watch {
  readonly #ms: number;
  readonly #expired: () => void;
  #timer: NodeJS.Timeout;
  #startedAt: number;
  #isOver = false;
  #stopped = false;

  constructor(ms: number, expired: () => void) {
    this.#ms = Math.min(Math.max(ms, 0), LONGEST_MS);
    this.#expired = expired;
    this.#startedAt = performance.now();
    this.#timer = this.#arm(this.#ms);
  }

  refresh(): void {
    this.#startedAt = performance.now();
    if (!this.#isOver || this.#stopped) return;
    this.#isOver = false;
    this.#timer = this.#arm(this.#ms);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #arm(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#due(), ms);
  }

  #due(): void {
    const startedAt = this.#startedAt;
    setImmediate(() => {
      if (this.#stopped) return;
      // Timers are whole milliseconds and may be early by a part of one.
      const left = this.#ms - (performance.now() - this.#startedAt);
      if (left >= 1 || this.#startedAt !== startedAt) {
        this.#timer = this.#arm(Math.max(1, left));
        return;
      }
      this.#isOver = true;
      this.#expired();
    });
  }
}
