import { PhaseError } from './dial-causes.ts';
import type { DialCause } from '../base/failure.ts';

/** The time limit of one attempt, in real time, together with the caller's wish to stop. */
export class AttemptLimit {
  readonly #ends: number;
  readonly #ms: number;
  readonly #signal: AbortSignal | undefined;

  constructor(ms: number, signal: AbortSignal | undefined) {
    this.#ms = ms;
    this.#ends = performance.now() + ms;
    this.#signal = signal;
  }

  get leftMs(): number {
    return Math.max(1, this.#ends - performance.now());
  }

  get totalMs(): number {
    return this.#ms;
  }

  /** A fair part of what is left, for one of so many; whole milliseconds. */
  share(among: number): AttemptLimit {
    return new AttemptLimit(Math.max(1, Math.round(this.leftMs / among)), this.#signal);
  }

  /**
   * Runs one step. `start` gets the two ways to settle and returns how to give up; giving up happens at the limit,
   * as `late`, and at the signal, with its reason.
   */
  run<T>(
    start: (resolve: (value: T) => void, reject: (thrown: unknown) => void) => () => void,
    late: { readonly cause: DialCause; readonly message: string },
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const signal = this.#signal;
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      let giveUp: (() => void) | undefined;
      const settled = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
      };
      const timer = setTimeout(
        () => {
          settled();
          giveUp?.();
          reject(new PhaseError(late.cause, late.message));
        },
        Math.min(this.leftMs, 2 ** 31 - 1),
      );
      function aborted(): void {
        settled();
        giveUp?.();
        reject(signal?.reason as Error);
      }
      signal?.addEventListener('abort', aborted, { once: true });
      giveUp = start(
        (value) => {
          settled();
          resolve(value);
        },
        (thrown) => {
          settled();
          reject(thrown);
        },
      );
    });
  }
}
