import type { Writable } from 'node:stream';
import { deflate, deflateSync, gzip, gzipSync } from 'node:zlib';
import { deferred } from './deferred.ts';
import type { Encoding, WriteOptions } from './types.ts';

/** A message up to this long is compressed on the spot, a longer one beside the event loop. */
const AT_ONCE = 16 * 1024;

/** Nothing to wait for. */
const SENT = Promise.resolve();

/** Messages on their way out: framed, compressed where asked, in order, no more at a time than the transport takes. */
export class Outbox {
  readonly #stream: Writable;
  readonly #encoding: Encoding;
  readonly #waiting: (() => void)[] = [];
  /** The messages still being compressed, in order. */
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;
  #ended = false;
  #closed = false;
  #drains = false;

  constructor(stream: Writable, encoding: Encoding) {
    this.#stream = stream;
    this.#encoding = encoding;
  }

  /**
   * Sends one message, of which a copy is taken; resolves when the transport takes more, or when the call is over.
   * Rejects after `end`.
   */
  write(message: Uint8Array, { compress = true, last = false }: WriteOptions = {}): Promise<void> {
    if (this.#closed) return SENT;
    if (this.#ended) return Promise.reject(new Error('write after end'));
    const framed = compress ? this.#compressed(message) : frameMessage(message, 0);
    if (this.#queued === 0 && framed instanceof Buffer) {
      return last ? this.#sendLast(framed) : this.#send(framed);
    }
    const sent = this.#inTurn(framed);
    if (last) this.end();
    return sent;
  }

  /** No more messages. */
  end(): void {
    if (this.#ended || this.#closed) return;
    this.#ended = true;
    const finish = (): void => {
      if (!this.#stream.destroyed) this.#stream.end();
    };
    if (this.#queued === 0) finish();
    else void this.#queue.then(finish);
  }

  /** The call is over: nobody waits any longer. */
  close(): void {
    this.#closed = true;
    this.#release();
  }

  /** The message and the end of the stream in one frame. */
  #sendLast(frame: Buffer): Promise<void> {
    this.#ended = true;
    if (!this.#stream.destroyed) this.#stream.end(frame);
    return SENT;
  }

  #inTurn(framed: Buffer | Promise<Buffer>): Promise<void> {
    this.#queued += 1;
    const before = this.#queue;
    const sent = deferred<void>();
    this.#queue = (async () => {
      await before;
      try {
        this.#send(await framed).then(sent.resolve, sent.reject);
      } catch (thrown) {
        sent.reject(thrown);
      }
      this.#queued -= 1;
    })();
    return sent.promise;
  }

  #send(frame: Buffer): Promise<void> {
    if (this.#closed || this.#stream.destroyed || this.#stream.closed) return SENT;
    if (this.#stream.write(frame)) return SENT;
    // Most calls never wait.
    if (!this.#drains) this.#stream.on('drain', () => this.#release());
    this.#drains = true;
    return new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #compressed(message: Uint8Array): Buffer | Promise<Buffer> {
    if (this.#encoding === 'identity') return frameMessage(message, 0);
    const isGzip = this.#encoding === 'gzip';
    if (message.length <= AT_ONCE) return frameMessage((isGzip ? gzipSync : deflateSync)(message), 1);
    // The caller may reuse its memory at once.
    const copy = Buffer.from(message);
    return new Promise((resolve, reject) => {
      (isGzip ? gzip : deflate)(copy, (error, bytes) => (error ? reject(error) : resolve(frameMessage(bytes, 1))));
    });
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** A message behind its prefix, in memory of its own. */
function frameMessage(message: Uint8Array, flag: 0 | 1): Buffer {
  const frame = Buffer.allocUnsafe(5 + message.length);
  frame[0] = flag;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}
