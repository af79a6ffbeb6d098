import { systemClock } from '../base/clock.ts';
import type { Metrics, TlsInfo } from '../base/result.ts';
import { loadLayout } from '../frame/layout.ts';
import { connect as dial } from '../wire/connect.ts';
import { parseHeader } from '../wire/header.ts';
import { chooseSecurity, parseTarget } from '../wire/target.ts';
import type { TlsOptions } from '../wire/tls.ts';
import type { Connection, Metadata } from '../wire/types.ts';
import type { FrameStreamOptions } from './frame-stream.ts';
import { FrameStream } from './frame-stream.ts';

const MiB = 1024 ** 2;

/** How to reach a server; the defaults are those of the command line. Times in ms, sizes in bytes. */
export interface ConnectOptions extends TlsOptions {
  /** Speak TLS, or plaintext; default: plaintext on loopback and unix sockets, TLS elsewhere. */
  readonly security?: 'tls' | 'plaintext';
  readonly authority?: string;
  /** Sent with every call; `-bin` keys take base64. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly connectTimeoutMs?: number;
  /** Attempts after the first. */
  readonly retries?: number;
  readonly maxMessageSize?: number;
  readonly windowSize?: number;
  readonly signal?: AbortSignal;
}

/**
 * Dials `host:port`, `[v6]:port`, `unix:/path` or a URL of them.
 * @throws Failure with the cause as its code (`tcp-refused`, `tls-untrusted`, ...) and a hint.
 */
export async function connect(target: string, options: ConnectOptions = {}): Promise<SpectrogramClient> {
  const { security, metadata = {}, connectTimeoutMs = 10_000, retries = 3, windowSize = 16 * MiB, signal } = options;
  const { ca, cert, key, servername, skipVerify, authority, maxMessageSize = 100 * MiB } = options;
  const parsed = parseTarget(target);
  const headers = Object.entries(metadata).map(([name, value]) => parseHeader(`${name}: ${value}`, {}));
  const connection = await dial({
    target: parsed,
    security: chooseSecurity(parsed, { tls: security === 'tls', plaintext: security === 'plaintext' }).security,
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(servername === undefined ? {} : { servername }),
      ...(skipVerify === undefined ? {} : { skipVerify }),
    },
    ...(authority === undefined ? {} : { authority }),
    ...(signal === undefined ? {} : { signal }),
    connectTimeoutMs,
    retries,
    retryDelayMs: 2000,
    retryMaxDelayMs: 120_000,
    windowSize,
    streams: 1,
    client: 'wire',
    clock: systemClock,
  });
  return new SpectrogramClient(connection, headers, maxMessageSize);
}

export interface StreamOptions extends FrameStreamOptions {
  /** A built-in layout or a layout file; default `datastream`. */
  readonly layout?: string;
}

/** A connection to a spectrogram server. Disconnects at the end of an `await using` scope. */
export class SpectrogramClient implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #metadata: Metadata;
  readonly #maxMessageSize: number;
  #last: FrameStream | null = null;

  /** Made by `connect`. */
  constructor(connection: Connection, metadata: Metadata, maxMessageSize: number) {
    this.#connection = connection;
    this.#metadata = metadata;
    this.#maxMessageSize = maxMessageSize;
  }

  get peerAddress(): string | null {
    return this.#connection.peerAddress;
  }

  /** What TLS agreed on; null in plaintext. */
  get tls(): TlsInfo | null {
    return this.#connection.tls;
  }

  /** Opens a job's stream at once; frames are taken by iterating. */
  streamSpectrograms(jobId: string, options: StreamOptions = {}): FrameStream {
    const layout = loadLayout(options.layout ?? 'datastream');
    const { idleMs = 30_000, timeoutMs } = options;
    const call = {
      method: layout.method,
      metadata: this.#metadata,
      idleMs,
      maxMessageSize: this.#maxMessageSize,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
    this.#last = new FrameStream(this.#connection, layout, jobId, call, options, systemClock);
    return this.#last;
  }

  /** How the frames of the stream opened last arrived; null before it is over. */
  metrics(): Metrics | null {
    return this.#last?.metrics() ?? null;
  }

  /** Ends what still streams and closes the connection; safe to call twice. */
  async disconnect(): Promise<void> {
    await this.#last?.cancel();
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect();
  }
}
