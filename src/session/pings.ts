import type { Clock } from '../base/clock.ts';
import type { SessionConfig } from './config.ts';
import { waited } from './wait.ts';

/** What a ping scheduler sees of a stream. */
export interface Pinged {
  readonly over: AbortSignal;
  /** When either side last said something, ms on the monotonic clock. */
  readonly trafficAt: number;
}

/** Pings a stream by the configured strategy until it is over; never rejects. */
export async function schedulePings(
  stream: Pinged,
  { pingStrategy, pingInterval }: Pick<SessionConfig, 'pingStrategy' | 'pingInterval'>,
  clock: Clock,
  ping: () => void,
): Promise<void> {
  if (pingStrategy === 'interval') await onSchedule(stream, 1000 * pingInterval, clock, ping);
  if (pingStrategy === 'on_idle') await whenIdle(stream, 1000 * pingInterval, clock, ping);
}

/** One every interval, counted from the beginning, so that a late one does not shift those after it. */
async function onSchedule({ over }: Pinged, intervalMs: number, clock: Clock, ping: () => void): Promise<void> {
  const start = clock.now();
  for (let n = 1; await waited(clock, start + n * intervalMs - clock.now(), over); n += 1) {
    ping();
    // What we slept through is left out: several at once would tell the client nothing more.
    n = Math.max(n, Math.floor((clock.now() - start) / intervalMs));
  }
}

/** One whenever neither side has said anything for an interval; the ping itself is something said. */
async function whenIdle(stream: Pinged, intervalMs: number, clock: Clock, ping: () => void): Promise<void> {
  let pingedAt = clock.now();
  for (;;) {
    const idleAt = Math.max(stream.trafficAt, pingedAt) + intervalMs;
    if (clock.now() < idleAt) {
      if (!(await waited(clock, idleAt - clock.now(), stream.over))) return;
    } else {
      ping();
      pingedAt = clock.now();
    }
  }
}
