import type { StreamEnd } from '../base/expectation.ts';
import type { Call, CallEnd } from '../wire/types.ts';
import type { Ending } from './plan.ts';

/** How long after the last wanted frame the server has to close the stream by itself. */
const GRACE_MS = 1000;

/** Ends one call on purpose: at a frame count, after a time, or when the user interrupts. */
export class Ender {
  readonly #ending: Ending;
  readonly #signal: AbortSignal;
  #call: Call | undefined;
  #timer: NodeJS.Timeout | undefined;
  #purpose: 'max-frames' | 'duration' | 'watched' | 'interrupted' | undefined;

  constructor(ending: Ending, signal: AbortSignal) {
    this.#ending = ending;
    this.#signal = signal;
  }

  /** Takes charge of the call; to be called once, right after it was opened. */
  attach(call: Call): void {
    this.#call = call;
    this.#signal.addEventListener('abort', this.#interrupt, { once: true });
    if (this.#signal.aborted) this.#interrupt();
  }

  /** Whether no more frames are wanted. */
  get full(): boolean {
    return this.#purpose !== undefined;
  }

  /** To be told of every frame, `received` counted from 1. */
  frame(received: number): void {
    const { maxFrames, afterMs, afterReason } = this.#ending;
    if (received === 1 && afterMs !== null) this.#after(afterMs, () => this.#finish(afterReason));
    if (received !== maxFrames) return;
    this.#purpose = 'max-frames';
    this.#after(GRACE_MS, () => this.#call?.cancel());
  }

  /** Lets go of the call and says why the stream ended. */
  detach(end: CallEnd, expectedStatus: number): StreamEnd['reason'] {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#interrupt);
    if (this.#purpose === 'interrupted') return 'interrupted';
    if (end.reason === 'cancelled') return this.#purpose ?? 'interrupted';
    if (end.reason === 'status' && this.#purpose === 'max-frames' && end.status.code === expectedStatus)
      return 'max-frames';
    return end.reason;
  }

  readonly #interrupt = (): void => this.#finish('interrupted');

  #finish(purpose: 'duration' | 'watched' | 'interrupted'): void {
    this.#purpose = purpose;
    this.#call?.cancel();
  }

  #after(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }
}
