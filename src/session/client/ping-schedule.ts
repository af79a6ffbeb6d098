import type { SeenPing } from './seen.ts';

/** One ping against its schedule. */
export interface PingError {
  readonly sequence: number;
  /** How far it was off, ms, not negative. */
  readonly errorMs: number;
}

export interface PingVerdict {
  readonly errors: readonly PingError[];
  /** Numbers that did not come, up to the last that was due. */
  readonly missing: readonly number[];
}

/**
 * Pings against a schedule of one every interval from `startAt` on, ms. The schedule may lie later than that by what a message
 * takes, `leastLag`, or by what the ping that was the quickest took, whichever is less; the rest is error.
 */
export function judgePings(
  pings: readonly SeenPing[],
  { startAt, endAt, leastLag, intervalMs }: { startAt: number; endAt: number; leastLag: number; intervalMs: number },
): PingVerdict {
  const numbered = pings.map(({ sequence, at }, i) => ({ sequence: sequence > 0 ? sequence : i + 1, at }));
  const lags = numbered.map(({ sequence, at }) => at - startAt - sequence * intervalMs);
  const base = Math.min(leastLag, ...lags);
  const errors = numbered.map(({ sequence }, i) => ({ sequence, errorMs: (lags[i] ?? 0) - base }));
  // A ping that was due within the last half interval may still have been on its way.
  const due = Math.floor((endAt - startAt - leastLag) / intervalMs - 0.5);
  const seen = new Set(numbered.map(({ sequence }) => sequence));
  const missing: number[] = [];
  for (let n = 1; n <= due; n += 1) if (!seen.has(n)) missing.push(n);
  return { errors, missing };
}
