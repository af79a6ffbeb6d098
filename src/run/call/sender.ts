import type { Clock } from '../../base/clock.ts';
import { Failure } from '../../base/failure.ts';
import type { Call } from '../../wire/types.ts';
import type { PingPong } from './ping-pong.ts';
import type { Requests } from './requests.ts';

export interface SendOptions {
  /** Least time between two messages, ms. */
  readonly intervalMs: number | null;
  /** Time from the first message after which no more are sent, ms. */
  readonly forMs: number | null;
  readonly pingPong: PingPong | null;
  readonly clock: Clock;
  /** Called with the first message. */
  readonly onFirst: () => void;
}

/** Sends the requests of one call, the next one only when the transport takes more, then half-closes. */
export class Sender {
  messages = 0;
  bytes = 0;
  /** When the last message went out, ms on the monotonic clock; null before the first. */
  lastAt: number | null = null;
  /** What kept us from sending all of it; the call was cancelled then. */
  failure: Failure | null = null;
  readonly #options: SendOptions;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #due = 0;

  constructor(options: SendOptions) {
    this.#options = options;
  }

  /** Resolves when everything is sent, or no more is to be; never rejects. */
  async send(call: Call, requests: Requests): Promise<void> {
    const { pingPong } = this.#options;
    const { signal } = this.#stop;
    try {
      for await (const bytes of requests.messages(signal)) {
        await this.#pace(signal);
        if (signal.aborted) break;
        this.#count(bytes);
        await call.write(bytes);
        await pingPong?.reply();
        if (signal.aborted) break;
      }
    } catch (thrown) {
      // Data that was not needed any more may well be cut short.
      if (!signal.aborted) {
        this.failure = Failure.from(thrown);
        call.cancel();
      }
    }
    clearTimeout(this.#timer);
    call.end();
  }

  /** No more messages: what is read is let go of, and the call is half-closed. */
  stop(): void {
    this.#stop.abort();
    this.#options.pingPong?.release();
  }

  /** Waits until the next message is due: on schedule, and never faster to make up for a late one. */
  async #pace(signal: AbortSignal): Promise<void> {
    const { intervalMs, clock } = this.#options;
    if (intervalMs === null) return;
    const now = clock.now();
    if (this.messages > 0 && this.#due > now) await clock.sleep(this.#due - now, signal);
    this.#due = Math.max(this.#due, now) + intervalMs;
  }

  #count(bytes: Uint8Array): void {
    const { clock, forMs, onFirst, pingPong } = this.#options;
    if (this.messages === 0) {
      onFirst();
      if (forMs !== null) this.#timer = setTimeout(() => this.stop(), forMs);
    }
    this.messages += 1;
    this.bytes += bytes.length;
    this.lastAt = clock.now();
    pingPong?.sent(this.lastAt);
  }
}
