import type { Readable } from 'node:stream';
import type { ReadStamp } from './read-stamp.ts';

/**
 * Stamps what a stream receives at the moment it is received, though it may be read later (a paused stream), and in
 * other pieces. What comes while the stream flows is handed on past its buffer, which costs more than our own work for a
 * piece. Without the notes of arrival, bytes are stamped when they are read.
 */
export class StampedReads {
  readonly #stamps: ReadStamp;
  readonly #part: (bytes: Uint8Array, arrival: number) => void;
  /** Bytes received and not yet read, in order, with the stamp of each piece. */
  readonly #waiting: { left: number; readonly stamp: number }[] = [];

  /** `part` is given everything in order, in parts that each arrived with one read. */
  constructor(stream: Readable, stamps: ReadStamp, part: (bytes: Uint8Array, arrival: number) => void) {
    this.#stamps = stamps;
    this.#part = part;
    const push = stream.push.bind(stream);
    stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
      if (!(chunk instanceof Uint8Array) || chunk.length === 0) return push(chunk, encoding);
      const stamp = stamps.take();
      if (this.#waiting.length === 0 && stream.readableFlowing === true && stream.readableLength === 0) {
        part(chunk, stamp);
        return true;
      }
      this.#waiting.push({ left: chunk.length, stamp });
      return push(chunk, encoding);
    };
    stream.on('data', (chunk: Uint8Array) => this.take(chunk));
  }

  /** Pieces received and not yet read. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** Hands on what was read of the stream's buffer. */
  take(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const head = this.#waiting[0];
      const size = Math.min(head?.left ?? chunk.length, chunk.length - at);
      if (head) head.left -= size;
      if (head?.left === 0) this.#waiting.shift();
      this.#part(size === chunk.length ? chunk : chunk.subarray(at, at + size), head?.stamp ?? this.#stamps.take());
      at += size;
    }
  }
}
