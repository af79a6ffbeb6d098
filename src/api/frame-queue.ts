import type { Frame, WireFault } from '../base/frame.ts';
import type { Scanner } from '../frame/scanner.ts';
import { isFault } from '../frame/scanner.ts';
import type { MessageSink } from '../wire/types.ts';

/** Messages kept for a consumer that is behind before the sender is held back. */
const MOST_WAITING = 16;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly index: number;
  readonly arrival: number;
}

/** Holding the sender back and letting it go on: HTTP/2 flow control. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * Between messages that come when they come and a consumer that takes frames when it likes. A consumer that is waiting
 * gets the message where the wire put it; for one that is behind, whole messages wait, at most 16, each in its own memory.
 */
export class FrameQueue implements MessageSink {
  readonly #scanner: Scanner;
  /** Milliseconds from the monotonic to the wall clock. */
  readonly #epochBase: number;
  readonly #waiting: Waiting[] = [];
  #wanted: ((next: Frame | WireFault | null) => void) | undefined;
  #incoming: Uint8Array = new Uint8Array();
  #inPlace = false;
  /** Whether the first good frame has told what a packed layout leaves open. */
  #settled = false;
  #closed = false;
  #index = 0;
  #flow: Flow | undefined;

  constructor(scanner: Scanner, epochBase: number) {
    this.#scanner = scanner;
    this.#epochBase = epochBase;
  }

  attach(flow: Flow): void {
    this.#flow = flow;
  }

  reserve(length: number): Uint8Array {
    this.#inPlace = this.#wanted !== undefined && this.#waiting.length === 0;
    this.#incoming = this.#inPlace ? this.#scanner.reserve(length) : new Uint8Array(length);
    return this.#incoming;
  }

  message(length: number, arrival: number): void {
    const index = this.#index;
    this.#index += 1;
    const wanted = this.#wanted;
    if (this.#inPlace && wanted) {
      this.#wanted = undefined;
      wanted(this.#scan(length, index, arrival));
      return;
    }
    this.#waiting.push({ bytes: this.#incoming, length, index, arrival });
    if (this.#waiting.length === MOST_WAITING) this.#flow?.pause();
    this.#serve();
  }

  /** No more messages will come; what waits is still given out. */
  close(): void {
    this.#closed = true;
    this.#serve();
  }

  /** The next frame, or why a message is none, or null at the end. Ask again only when it was given. */
  next(): Promise<Frame | WireFault | null> {
    return new Promise((resolve) => {
      this.#wanted = resolve;
      this.#serve();
    });
  }

  #serve(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const waiting = this.#waiting.shift();
    if (!waiting && !this.#closed) return;
    this.#wanted = undefined;
    if (!waiting) {
      wanted(null);
      return;
    }
    if (this.#waiting.length === MOST_WAITING - 1) this.#flow?.resume();
    const { bytes, length, index, arrival } = waiting;
    this.#scanner.reserve(length).set(bytes.subarray(0, length));
    wanted(this.#scan(length, index, arrival));
  }

  #scan(length: number, index: number, arrival: number): Frame | WireFault {
    const epoch = this.#epochBase + arrival;
    let scanned = this.#scanner.scan(length, index, arrival, epoch);
    if (!this.#settled && !isFault(scanned)) {
      this.#settled = true;
      this.#scanner.settle(this.#scanner.seen());
      scanned = this.#scanner.scan(length, index, arrival, epoch);
    }
    return isFault(scanned) ? { ...scanned, message: `message ${index}: ${scanned.message}` } : scanned;
  }
}
