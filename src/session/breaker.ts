import type { Clock } from '../base/clock.ts';

export type BreakerState = 'closed' | 'open' | 'half_open';

export interface BreakerOptions {
  /** Faults in a row that open it. */
  readonly threshold: number;
  /** How long it stays open, ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

export interface BreakerStatistics {
  readonly state: BreakerState;
  /** Faults in a row so far, while closed. */
  readonly faults: number;
  /** Trials that went well in a row, while half open. */
  readonly successes: number;
  /** How often it has opened. */
  readonly opened: number;
  /** Attempts it did not let through. */
  readonly rejected: number;
  /** When it opened last, epoch ms; null when it never did. */
  readonly openedAt: number | null;
}

/** How an attempt went; `ours` is a mistake of ours, which says nothing about the server. */
export type AttemptOutcome = 'success' | 'fault' | 'ours';

/** Leave to try once; to be told how it went. */
export interface Attempt {
  done(outcome: AttemptOutcome): void;
}

const SUCCESSES_TO_CLOSE = 2;

/**
 * Keeps us from asking a server that is down: closed, open, half_open with one trial at a time, two of which close it. Our
 * own, because the circuit breakers on npm that run on Node 20 (cockatiel 3, opossum 9) close after one success, let others
 * wait for the trial or refuse them only while it is timed by the wall clock, and cannot be wound by hand.
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  #state: BreakerState = 'closed';
  /** Counts changes of state: what began in an earlier one has no say in this one. */
  #era = 0;
  #faults = 0;
  #successes = 0;
  #isTrying = false;
  #opened = 0;
  #rejected = 0;
  #openedAt = { now: 0, epoch: 0 };

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  get state(): BreakerState {
    const { clock, timeoutMs } = this.#options;
    if (this.#state === 'open' && clock.now() - this.#openedAt.now >= timeoutMs) this.#become('half_open');
    return this.#state;
  }

  /** Leave to try, or null. */
  attempt(): Attempt | null {
    const { state } = this;
    if (state === 'open' || (state === 'half_open' && this.#isTrying)) {
      this.#rejected += 1;
      return null;
    }
    this.#isTrying = state === 'half_open';
    const era = this.#era;
    let isOver = false;
    return {
      done: (outcome) => {
        if (isOver || era !== this.#era) return;
        isOver = true;
        this.#judge(outcome);
      },
    };
  }

  statistics(): BreakerStatistics {
    return {
      state: this.state,
      faults: this.#faults,
      successes: this.#successes,
      opened: this.#opened,
      rejected: this.#rejected,
      openedAt: this.#opened === 0 ? null : this.#openedAt.epoch,
    };
  }

  #judge(outcome: AttemptOutcome): void {
    this.#isTrying = false;
    if (outcome === 'ours') return;
    if (this.#state === 'half_open') {
      if (outcome === 'fault') this.#open();
      else if ((this.#successes += 1) >= SUCCESSES_TO_CLOSE) this.#become('closed');
      return;
    }
    this.#faults = outcome === 'fault' ? this.#faults + 1 : 0;
    if (this.#faults >= this.#options.threshold) this.#open();
  }

  #open(): void {
    const { clock } = this.#options;
    this.#opened += 1;
    this.#openedAt = { now: clock.now(), epoch: clock.epoch() };
    this.#become('open');
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#era += 1;
    this.#faults = 0;
    this.#successes = 0;
    this.#isTrying = false;
  }
}
