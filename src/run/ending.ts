import type { EndReason } from '../base/expectation.ts';
import type { Call, CallEnd } from '../wire/types.ts';
import type { Ending } from './plan.ts';

/** How long after the last wanted frame the server has to close the stream by itself. */
const GRACE_MS = 1000;

/** Why we end a call that would go on. */
type Purpose = 'max-frames' | 'duration' | 'watched' | 'until' | 'unread' | 'interrupted';

/** Purposes that came to pass with a message: a status the server had sent by then takes nothing from them. */
const SEEN_ENOUGH: ReadonlySet<Purpose> = new Set(['max-frames', 'until', 'unread']);

/** Ends one call on purpose: at a frame count, after a time, when somebody has seen enough, or when the user interrupts. */
export class Ender {
  readonly #ending: Ending;
  readonly #signal: AbortSignal;
  readonly #onFull: () => void;
  #call: Call | undefined;
  #timer: NodeJS.Timeout | undefined;
  #begun = false;
  #purpose: Purpose | undefined;

  /** `onFull` is told when the last wanted frame has come and the server is given time to close the stream. */
  constructor(ending: Ending, signal: AbortSignal, onFull: () => void = () => {}) {
    this.#ending = ending;
    this.#signal = signal;
    this.#onFull = onFull;
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

  /** Starts the clock of the time after which we are done; the first frame does so too. */
  begin(): void {
    const { afterMs, afterReason } = this.#ending;
    if (this.#begun || this.full) return;
    this.#begun = true;
    if (afterMs !== null) this.#after(afterMs, () => this.finish(afterReason));
  }

  /** To be told of every frame, `received` counted from 1. */
  frame(received: number): void {
    if (received === 1) this.begin();
    if (received !== this.#ending.maxFrames) return;
    this.#purpose ??= 'max-frames';
    this.#after(GRACE_MS, () => this.#call?.cancel());
    this.#onFull();
  }

  /** Ends the call now; the first purpose stands, but for an interruption. */
  finish(purpose: Purpose): void {
    if (purpose === 'interrupted') this.#purpose = purpose;
    else this.#purpose ??= purpose;
    this.#call?.cancel();
  }

  /** Lets go of the call and says why the stream ended. */
  detach(end: CallEnd, expectedStatus: number): EndReason {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#interrupt);
    if (this.#purpose === 'interrupted') return 'interrupted';
    if (end.reason === 'cancelled') return this.#purpose ?? 'interrupted';
    const met = end.reason === 'status' && end.status.code === expectedStatus;
    return met && this.#purpose !== undefined && SEEN_ENOUGH.has(this.#purpose) ? this.#purpose : end.reason;
  }

  readonly #interrupt = (): void => this.finish('interrupted');

  #after(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }
}
