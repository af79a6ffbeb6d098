/** The two clocks of a run, and waiting. Everything timed takes a Clock, so that a test can wind one by hand. */
export interface Clock {
  /** Milliseconds on the monotonic clock, fractional; only differences mean anything. */
  readonly now: () => number;
  /** Milliseconds since 1970 on the wall clock; may jump, so never used for durations. */
  readonly epoch: () => number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', aborted, { once: true });
      function done(): void {
        signal?.removeEventListener('abort', aborted);
        resolve();
      }
      function aborted(): void {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      }
    }),
};
