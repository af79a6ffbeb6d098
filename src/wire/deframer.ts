import { Status } from '../base/status.ts';
import type { FramingFault } from './encoding.ts';
import { inflatable, tooLarge, unreadable } from './encoding.ts';
import type { Inflated } from './inflate.ts';
import { inflate } from './inflate.ts';
import type { Encoding, MessageSink } from './types.ts';

const PREFIX = 5;

/** Who is told that a large message is being inflated, and that reading goes on, with what the sink threw meanwhile. */
export interface Valve {
  shut(): void;
  open(threw: { readonly thrown: unknown } | null): void;
}

/**
 * Strict reader of length-prefixed messages, in pieces of any size. Plain messages are copied once, from the chunk
 * into the sink's memory; compressed ones are gathered first. After a fault nothing more is read.
 */
export class Deframer {
  messages = 0;
  /** Messages that came compressed. */
  compressed = 0;
  fault: FramingFault | null = null;

  readonly #sink: MessageSink;
  readonly #most: number;
  readonly #encoding: string | undefined;
  readonly #inflatable: Exclude<Encoding, 'identity'> | null;
  readonly #valve: Valve;
  readonly #prefix = Buffer.alloc(PREFIX);
  #prefixFilled = 0;
  #body: Uint8Array | null = null;
  #length = 0;
  #filled = 0;
  #stopped = false;
  #inflating: Promise<void> | null = null;
  /** Came while a message was being inflated. */
  readonly #later: (readonly [chunk: Uint8Array, arrival: number])[] = [];

  /** `most`: longest message in bytes; `encoding`: the peer's `grpc-encoding`. */
  constructor(sink: MessageSink, most: number, encoding: string | undefined, valve: Valve) {
    this.#sink = sink;
    this.#most = most;
    this.#encoding = encoding;
    this.#inflatable = inflatable(encoding);
    this.#valve = valve;
  }

  /** Nothing more is delivered. */
  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when the message being inflated is delivered; null when there is none, or none is wanted any more. */
  get busy(): Promise<void> | null {
    return this.#stopped ? null : this.#inflating;
  }

  /** Takes the next bytes, all of one read; throws only what the sink throws. */
  push(chunk: Uint8Array, arrival: number): void {
    let at = 0;
    while (at < chunk.length && !this.fault && !this.#stopped) {
      if (this.#inflating) {
        this.#later.push([chunk.subarray(at), arrival]);
        return;
      }
      if (this.#body === null) {
        at += this.#takePrefix(chunk, at);
        if (this.#prefixFilled < PREFIX) return;
        this.fault = this.#open();
        if (this.fault) return;
      }
      at += this.#takeBody(chunk, at);
      if (this.#filled === this.#length) this.#close(arrival);
    }
  }

  /** What is missing of a message that began but did not end; null at a message boundary. */
  partial(): string | null {
    if (this.#body !== null) {
      return `message ${this.messages} promised ${this.#length} bytes, ${this.#filled} came`;
    }
    return this.#prefixFilled === 0
      ? null
      : `message ${this.messages} ends inside its prefix, after ${this.#prefixFilled} of ${PREFIX} bytes`;
  }

  get #isCompressed(): boolean {
    return this.#prefix[0] === 1;
  }

  #takePrefix(chunk: Uint8Array, at: number): number {
    const take = Math.min(PREFIX - this.#prefixFilled, chunk.length - at);
    for (let i = 0; i < take; i += 1) this.#prefix[this.#prefixFilled + i] = chunk[at + i] as number;
    this.#prefixFilled += take;
    return take;
  }

  #open(): FramingFault | null {
    const flag = this.#prefix[0] as number;
    const length = this.#prefix.readUInt32BE(1);
    if (flag > 1) {
      return {
        code: Status.INTERNAL,
        reason: 'bad-frame-flag',
        message: `message ${this.messages} begins with the compressed-flag ${flag}; only 0 and 1 exist`,
      };
    }
    if (flag === 1 && this.#inflatable === null) return unreadable(this.messages, this.#encoding);
    if (length > this.#most) return tooLarge(this.messages, length, this.#most);
    this.#length = length;
    this.#filled = 0;
    this.#body = this.#isCompressed ? Buffer.allocUnsafe(length) : this.#sink.reserve(length);
    return null;
  }

  #takeBody(chunk: Uint8Array, at: number): number {
    const take = Math.min(this.#length - this.#filled, chunk.length - at);
    if (take === 0) return 0;
    // A Buffer's own subarray is four times as dear as this.
    const part = take === chunk.length ? chunk : new Uint8Array(chunk.buffer, chunk.byteOffset + at, take);
    (this.#body as Uint8Array).set(part, this.#filled);
    this.#filled += take;
    return take;
  }

  #close(arrival: number): void {
    if (!this.#isCompressed) {
      this.#deliver(this.#length, arrival);
      return;
    }
    const message = {
      encoding: this.#inflatable ?? 'gzip',
      bytes: this.#body as Uint8Array,
      index: this.messages,
    };
    const inflated = inflate(message, this.#most);
    if (!(inflated instanceof Promise)) {
      this.#takeInflated(inflated, arrival);
      return;
    }
    this.#inflating = inflated.then((bytes) => this.#goOn(bytes, arrival));
    this.#valve.shut();
  }

  #takeInflated(inflated: Inflated, arrival: number): void {
    if ('reason' in inflated) {
      this.fault = inflated;
      return;
    }
    this.#sink.reserve(inflated.length).set(inflated);
    this.compressed += 1;
    this.#deliver(inflated.length, arrival);
  }

  #deliver(length: number, arrival: number): void {
    this.#body = null;
    this.#prefixFilled = 0;
    this.messages += 1;
    this.#sink.message(length, arrival);
  }

  #goOn(inflated: Inflated, arrival: number): void {
    this.#inflating = null;
    if (this.#stopped) return;
    let threw: { readonly thrown: unknown } | null = null;
    try {
      this.#takeInflated(inflated, arrival);
      for (const [chunk, stamp] of this.#later.splice(0)) this.push(chunk, stamp);
    } catch (thrown) {
      threw = { thrown };
    }
    if (this.#inflating === null || threw || this.fault) this.#valve.open(threw);
  }
}
