import { escapedJson } from '../base/text.ts';
import type { JsonWriter } from '../schema/message-json.ts';
import type { CallControl, Watcher } from '../run/call/watcher.ts';
import type { Sink } from './io.ts';

/** Characters that may wait for a slow reader before the server is held back. */
const MOST_HELD = 1024 ** 2;

/**
 * Writes messages as lines while they come. A reader that is slower than the server holds it back; one that has gone
 * away, such as head, ends the call on purpose.
 */
export class MessagePrinter {
  readonly #sink: Sink;
  #control: CallControl | null = null;
  #held = '';
  #writing: Promise<void> | null = null;
  #paused = false;
  #pauses = 0;
  #gone = false;
  #failure: string | null = null;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** What kept messages from the reader, other than that it went away; null as long as nothing did. */
  get failure(): string | null {
    return this.#failure;
  }

  /** How often the reader was too slow for the server. */
  get pauses(): number {
    return this.#pauses;
  }

  watch(control: CallControl, writer: JsonWriter): Watcher {
    this.#control = control;
    return { message: ({ message }) => this.#line(writer(message)) };
  }

  /** Resolves when everything is written. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  #line(text: string): void {
    if (this.#gone) return;
    this.#held += `${escapedJson(text)}\n`;
    this.#writing ??= this.#write();
    if (this.#paused || this.#held.length < MOST_HELD) return;
    this.#paused = true;
    this.#pauses += 1;
    this.#control?.pause();
  }

  async #write(): Promise<void> {
    // Lines of one read of the socket are written together.
    await new Promise(setImmediate);
    while (this.#held !== '' && !this.#gone) {
      const text = this.#held;
      this.#held = '';
      if (this.#paused) {
        this.#paused = false;
        this.#control?.resume();
      }
      await this.#sink.write(text).catch((error: NodeJS.ErrnoException) => this.#lose(error));
    }
    this.#writing = null;
  }

  #lose(error: NodeJS.ErrnoException): void {
    this.#gone = true;
    this.#held = '';
    if (error.code !== 'EPIPE') this.#failure = `cannot write messages to stdout: ${error.message}`;
    this.#control?.finish('unread');
  }
}
