import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

const LOOK_MS = 500;
/** Looks without a byte that are worth asking about, if they are twice as many as ever before: a slow stream is not asked again and again. */
const SILENT_LOOKS = 2;
/** Node destroys a session with more than ten SETTINGS nobody acknowledged, and one is on its way from the beginning. */
const MOST_UNANSWERED = 8;

/**
 * Notices that a session has given up. When a peer breaks HTTP/2 badly (garbage, a header block that cannot be decoded,
 * a frame too long) nghttp2 says GOAWAY, ignores what comes and writes nothing any more, and node:http2 tells nobody. So
 * when bytes came and then none for long, an empty SETTINGS is asked for: a session that lives writes it.
 */
export class Pulse {
  readonly #session: ClientHttp2Session;
  readonly #raw: Socket;
  readonly #timer: NodeJS.Timeout;
  #read: number;
  /** Bytes read when we last knew that the session lives. */
  #cleared: number;
  #silent = 0;
  #longest = 0;
  #unanswered = 0;
  #asked: Promise<boolean> = Promise.resolve(false);

  /** `raw`: the TCP or unix socket itself, also under TLS; `waiting`: whether anything is to come. */
  constructor(
    session: ClientHttp2Session,
    raw: Socket,
    waiting: () => boolean,
    gone: () => void,
    lookMs: number = LOOK_MS,
  ) {
    this.#session = session;
    this.#raw = raw;
    this.#read = raw.bytesRead;
    this.#cleared = raw.bytesRead;
    this.#timer = setInterval(() => void this.#look(waiting(), gone), lookMs).unref();
    session.on('localSettings', () => (this.#unanswered = Math.max(0, this.#unanswered - 1)));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Asks, unless nothing came since the last time. */
  hasGivenUp(): Promise<boolean> {
    const { bytesRead } = this.#raw;
    if (bytesRead !== this.#cleared && this.#unanswered < MOST_UNANSWERED && !this.#session.destroyed) {
      this.#cleared = bytesRead;
      this.#asked = this.#ask();
    }
    return this.#asked;
  }

  async #ask(): Promise<boolean> {
    const { bytesWritten } = this.#raw;
    this.#unanswered += 1;
    this.#session.settings({});
    // Node writes what it is asked for in the next turn of its loop.
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return this.#raw.bytesWritten === bytesWritten && !this.#raw.destroyed && !isBlocked(this.#raw);
  }

  async #look(waiting: boolean, gone: () => void): Promise<void> {
    const { bytesRead } = this.#raw;
    if (bytesRead !== this.#read || !waiting) {
      this.#read = bytesRead;
      this.#longest = Math.max(this.#longest, this.#silent);
      this.#silent = 0;
      return;
    }
    this.#silent += 1;
    const isLong = this.#silent >= SILENT_LOOKS && this.#silent > 2 * this.#longest;
    if (isLong && bytesRead !== this.#cleared && (await this.hasGivenUp())) gone();
  }
}

/** Whether the peer takes nothing of what we write; assumed where Node does not tell. */
function isBlocked(raw: Socket): boolean {
  const { _handle: handle } = raw as { _handle?: { writeQueueSize?: number } | null };
  return (handle?.writeQueueSize ?? 1) > 0;
}
