import type { Clock } from '../base/clock.ts';

/** Waits on the clock; resolves with whether the time passed before the signal was aborted, and never rejects. */
export async function waited(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
  } catch {
    return false;
  }
  return !signal.aborted;
}

/** Does something after a time on the clock, unless the signal is aborted before; rejects only with what `act` throws. */
export async function later(clock: Clock, ms: number, signal: AbortSignal, act: () => void): Promise<void> {
  if (await waited(clock, ms, signal)) act();
}
