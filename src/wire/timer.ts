/** Longest wait a Node timer takes; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A wait that is over only when what the sockets already hold has been read: a busy event loop must not be mistaken
 * for a silent peer. `refresh` starts it anew.
 */
export class Watch {
  readonly #timer: NodeJS.Timeout;
  #generation = 0;
  #stopped = false;

  constructor(ms: number, expired: () => void) {
    this.#timer = setTimeout(
      () => {
        const generation = this.#generation;
        setImmediate(() => {
          if (!this.#stopped && generation === this.#generation) expired();
        });
      },
      Math.min(Math.max(ms, 0), LONGEST_MS),
    );
  }

  refresh(): void {
    if (this.#stopped) return;
    this.#generation += 1;
    this.#timer.refresh();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
