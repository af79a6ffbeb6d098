import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import { Deadlines } from './deadlines.ts';
import { Pulse } from './pulse.ts';
import { ReadStamp } from './read-stamp.ts';
import { http2ErrorName } from './status.ts';

export interface GoAway {
  readonly code: number;
  readonly text: string;
}

/** `http2-broken`: the peer broke its rules; `metadata-too-large`: a limit of ours. */
export type LossReason = 'connection-lost' | 'goaway' | 'keepalive' | 'http2-broken' | 'metadata-too-large';

/** A call under way, as its connection knows it. */
export interface LinkListener {
  /** The connection went down under the call; called before the streams close. */
  lost(reason: LossReason, how: string): void;
  cancel(): void;
  readonly done: Promise<unknown>;
}

export interface LinkOptions {
  readonly session: ClientHttp2Session;
  /** The socket HTTP/2 runs on: TCP, unix or TLS. */
  readonly socket: Duplex;
  /** The TCP or unix socket itself. */
  readonly raw: Socket;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly clock: Clock;
  readonly keepaliveMs?: number;
  /** How long a keepalive ping may stay unanswered, ms; 20 s by default, as in gRFC A8. */
  readonly pingTimeoutMs?: number;
}

const PING_TIMEOUT_MS = 20_000;
/** How the connection went down when our HTTP/2 gave it up. */
export const GAVE_UP =
  'what came is no HTTP/2 we can read (garbage, a forbidden frame, or metadata above 64 KiB in one value), so the connection was given up';

/** An HTTP/2 session and the truth about its end, which node:http2 tells its streams only as RST codes. */
export class Link {
  readonly session: ClientHttp2Session;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly clock: Clock;
  readonly stamps: ReadStamp;
  readonly listeners: Set<LinkListener> = new Set();
  readonly deadlines: Deadlines = new Deadlines();
  goaway: GoAway | null = null;

  readonly #socket: Duplex;
  readonly #raw: Socket;
  readonly #pulse: Pulse;
  #loss: readonly [LossReason, string] | null = null;
  #keepalive: NodeJS.Timeout | undefined;

  constructor(options: LinkOptions) {
    this.session = options.session;
    this.scheme = options.scheme;
    this.authority = options.authority;
    this.clock = options.clock;
    this.#socket = options.socket;
    this.#raw = options.raw;
    this.stamps = new ReadStamp(options.raw, options.clock);
    this.#pulse = new Pulse(
      options.session,
      options.raw,
      () => this.listeners.size > 0,
      () => this.giveUp(),
    );
    this.#listen();
    if (options.keepaliveMs !== undefined)
      this.#keepAlive(options.keepaliveMs, options.pingTimeoutMs ?? PING_TIMEOUT_MS);
  }

  /** Why the connection is gone; null while it stands. */
  get loss(): readonly [reason: LossReason, how: string] | null {
    return this.#loss;
  }

  /** Bytes read from the socket so far. */
  get bytesRead(): number {
    return this.#raw.bytesRead;
  }

  /** Whether our HTTP/2 has given the connection up without a word. */
  hasGivenUp(): Promise<boolean> {
    return this.#loss ? Promise.resolve(false) : this.#pulse.hasGivenUp();
  }

  /** Takes the connection down because it has given up. */
  giveUp(): void {
    this.#lose('http2-broken', GAVE_UP);
    this.session.destroy();
    this.#socket.destroy();
  }

  /** Takes the connection down at once; resolves when the socket is closed. */
  async close(): Promise<void> {
    this.#stopTimers();
    this.deadlines.stop();
    const closed = this.#socket.closed
      ? Promise.resolve()
      : new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.session.destroy();
    this.#socket.destroy();
    await closed;
  }

  #listen(): void {
    this.#socket.prependListener('end', () => this.#lose('connection-lost', 'the peer closed the connection'));
    this.#socket.prependListener('close', () => this.#lose('connection-lost', 'the connection was closed'));
    this.#socket.prependListener('error', (error: NodeJS.ErrnoException) => this.#loseBy(error));
    this.session.on('error', (error: NodeJS.ErrnoException) => this.#loseBy(error));
    this.session.on('goaway', (code: number, _last: number, data?: Uint8Array) => {
      const debug = data === undefined ? '' : Buffer.from(data).toString('utf8');
      const text = `GOAWAY ${http2ErrorName(code)}${debug === '' ? '' : ` "${printable(debug, 120)}"`}`;
      this.goaway = { code, text };
      if (code !== 0)
        this.#lose('goaway', `the peer ended the connection with ${text}${calm(code, this.#keepalive !== undefined)}`);
    });
  }

  #loseBy(error: NodeJS.ErrnoException): void {
    this.#lose('connection-lost', `the connection was lost (${printable(error.code ?? error.message, 120)})`);
  }

  #lose(reason: LossReason, how: string): void {
    if (this.#loss) return;
    this.#stopTimers();
    this.#loss = [reason, how];
    for (const listener of this.listeners) listener.lost(reason, how);
  }

  #stopTimers(): void {
    clearInterval(this.#keepalive);
    this.#pulse.stop();
  }

  #keepAlive(everyMs: number, timeoutMs: number): void {
    let answered = true;
    this.#keepalive = setInterval(() => {
      if (this.session.destroyed || !answered) return;
      answered = false;
      const silent = setTimeout(() => {
        this.#lose('keepalive', `no answer to a keepalive ping within ${formatMs(timeoutMs)}`);
        this.session.destroy();
        this.#socket.destroy();
      }, timeoutMs).unref();
      this.session.ping(() => {
        answered = true;
        clearTimeout(silent);
      });
    }, everyMs).unref();
  }
}

function calm(code: number, keepsAlive: boolean): string {
  if (code !== 11) return '';
  return keepsAlive
    ? ': it found our keepalive pings too many; raise --keepalive or leave it out'
    : ': it, or a proxy before it, found us too demanding (requests, resets or small windows; no keepalive was on)';
}
