import type { Readable } from 'node:stream';
import type { ReadStamp } from './read-stamp.ts';

/**
 * Stamps what a stream receives at the moment it is received, though it may be read later (a paused stream), and in
 * other pieces. Without the notes of arrival, bytes are stamped when they are read.
 */
export class StampedReads {
  readonly #stamps: ReadStamp;
  /** Bytes received and not yet read, in order, with the stamp of each piece. */
  readonly #waiting: { left: number; readonly stamp: number }[] = [];

  constructor(stream: Readable, stamps: ReadStamp) {
    this.#stamps = stamps;
    const push = stream.push.bind(stream);
    stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
      if (chunk instanceof Uint8Array && chunk.length > 0) {
        this.#waiting.push({ left: chunk.length, stamp: stamps.take() });
      }
      return push(chunk, encoding);
    };
  }

  /** Pieces received and not yet read. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** Hands on a chunk in parts that each arrived with one read. */
  split(chunk: Uint8Array, part: (bytes: Uint8Array, arrival: number) => void): void {
    let at = 0;
    while (at < chunk.length) {
      const head = this.#waiting[0];
      const size = Math.min(head?.left ?? chunk.length, chunk.length - at);
      if (head) head.left -= size;
      if (head?.left === 0) this.#waiting.shift();
      part(size === chunk.length ? chunk : chunk.subarray(at, at + size), head?.stamp ?? this.#stamps.take());
      at += size;
    }
  }
}
