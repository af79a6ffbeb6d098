import type { Sink } from './io.ts';

/**
 * stdout as a run writes to it, at its start, on the way and at its end. No write throws: a reader such as head that has
 * seen enough is no failure, and anything else is told once, when the run is over.
 */
export class ResultOutput {
  readonly #sink: Sink;
  #isGone = false;
  #failure: string | null = null;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** What kept the result from stdout, as a sentence; null as long as nothing did. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Resolves whether or not it was written; after a write that failed nothing is written any more. */
  async write(text: string): Promise<void> {
    if (this.#isGone) return;
    try {
      await this.#sink.write(text);
    } catch (error) {
      this.#isGone = true;
      if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
      this.#failure ??= `cannot write the result to stdout: ${(error as Error).message}`;
    }
  }
}
