import type { RoundTripSummary } from '../../base/metrics.ts';
import { RoundTrips } from '../../measure/round-trips.ts';

/** Waits for the reply to each message before the next is sent, and times it. */
export class PingPong {
  readonly #trips = new RoundTrips();
  #sentAt: number | null = null;
  #waiting: (() => void) | null = null;
  #over = false;

  /** A message is about to go out at `now`, ms on the monotonic clock. */
  sent(now: number): void {
    this.#sentAt = now;
  }

  /** A message came; a second one to the same message is no reply. */
  arrived(arrival: number): void {
    if (this.#sentAt === null) return;
    this.#trips.add(arrival - this.#sentAt);
    this.#sentAt = null;
    this.#wake();
  }

  /** Resolves when the message sent last has its reply, or none will come. */
  async reply(): Promise<void> {
    if (this.#sentAt === null || this.#over) return;
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** No more replies will come. */
  release(): void {
    this.#over = true;
    this.#wake();
  }

  /** Call once, when all is over. */
  close(): RoundTripSummary {
    return this.#trips.close();
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}
