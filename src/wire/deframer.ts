import { Status } from '../base/status.ts';
import type { FramingFault } from './encoding.ts';
import { badEncoding, decompress, isUsable, tooLarge } from './encoding.ts';
import type { MessageSink } from './types.ts';

const PREFIX = 5;

/**
 * Strict reader of length-prefixed messages, in pieces of any size. Plain messages are copied once, from the chunk
 * into the sink's memory; compressed ones are gathered first. After a fault nothing more is read.
 */
export class Deframer {
  messages = 0;
  payloadBytes = 0;
  fault: FramingFault | null = null;

  readonly #sink: MessageSink;
  readonly #most: number;
  readonly #encoding: string | undefined;
  readonly #prefix = Buffer.alloc(PREFIX);
  #prefixFilled = 0;
  #compressed = false;
  #body: Uint8Array | null = null;
  #length = 0;
  #filled = 0;
  #stopped = false;

  /** `most`: longest message in bytes; `encoding`: the peer's `grpc-encoding`. */
  constructor(sink: MessageSink, most: number, encoding: string | undefined) {
    this.#sink = sink;
    this.#most = most;
    this.#encoding = encoding;
  }

  /** Nothing more is delivered. */
  stop(): void {
    this.#stopped = true;
  }

  /** Takes the next bytes, all of one read; throws only what the sink throws. */
  push(chunk: Uint8Array, arrival: number): void {
    let at = 0;
    while (at < chunk.length && !this.fault && !this.#stopped) {
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
    if (flag === 1 && !isUsable(this.#encoding)) return badEncoding(this.messages, this.#encoding);
    if (length > this.#most) return tooLarge(this.messages, length, this.#most);
    this.#compressed = flag === 1;
    this.#length = length;
    this.#filled = 0;
    this.#body = this.#compressed ? Buffer.allocUnsafe(length) : this.#sink.reserve(length);
    return null;
  }

  #takeBody(chunk: Uint8Array, at: number): number {
    const take = Math.min(this.#length - this.#filled, chunk.length - at);
    if (take === 0) return 0;
    (this.#body as Uint8Array).set(chunk.subarray(at, at + take), this.#filled);
    this.#filled += take;
    return take;
  }

  #close(arrival: number): void {
    let length = this.#length;
    if (this.#compressed) {
      const inflated = decompress(this.#encoding, this.#body as Uint8Array, this.messages, this.#most);
      if ('reason' in inflated) {
        this.fault = inflated;
        return;
      }
      length = inflated.length;
      this.#sink.reserve(length).set(inflated);
    }
    this.#body = null;
    this.#prefixFilled = 0;
    this.messages += 1;
    this.payloadBytes += length;
    this.#sink.message(length, arrival);
  }
}
