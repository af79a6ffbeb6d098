import type { Clock } from '../base/clock.ts';

/**
 * One monotonic stamp for each read of a socket. Node runs ticks and microtasks between the DATA chunks of one read,
 * so neither can mark where a read ends; the socket's byte count moves exactly once a read and does.
 */
export class ReadStamp {
  readonly #socket: { readonly bytesRead: number };
  readonly #clock: Clock;
  #bytes = -1;
  #stamp = 0;

  /** `socket` is the TCP or unix socket itself, also under TLS. */
  constructor(socket: { readonly bytesRead: number }, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
  }

  /** Bytes read from the socket up to the read of the last stamp. */
  get bytes(): number {
    return Math.max(0, this.#bytes);
  }

  /** Milliseconds at which the read now being handled was first seen. */
  take(): number {
    const bytes = this.#socket.bytesRead;
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#stamp = this.#clock.now();
    }
    return this.#stamp;
  }
}
