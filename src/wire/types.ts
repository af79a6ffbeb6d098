import type { ConnectAttempt, Http2Settings, TlsInfo } from '../base/result.ts';
import type { CallStatus } from '../base/status.ts';

/** Metadata as the peer sent it, keys in lower case, repeated keys in order; `-bin` values stay base64 text. */
export type Metadata = readonly (readonly [key: string, value: string])[];

/** Encodings of messages we read and write; `identity` is none. */
export type Encoding = 'identity' | 'gzip' | 'deflate';

/** Where messages go. The wire writes into memory the sink owns, so a message is copied once. */
export interface MessageSink {
  /** At least `length` bytes for the next message; filled from offset 0. Called once a message. */
  reserve(length: number): Uint8Array;
  /**
   * The message is complete in the first `length` bytes of what `reserve` gave. `arrival` is the monotonic clock (ms)
   * at the socket read that completed it, shared by all messages that read completed. What this throws ends the call.
   */
  message(length: number, arrival: number): void;
}

export interface CallOptions {
  /** `/package.Service/Method`. */
  readonly method: string;
  readonly metadata?: Metadata;
  /** Deadline, sent as `grpc-timeout` and kept here too. */
  readonly timeoutMs?: number;
  /** Silence (no message either way, from the request on) after which the call is ended as `stalled`. */
  readonly idleMs?: number;
  /** A longer message ends the call with RESOURCE_EXHAUSTED. */
  readonly maxMessageSize: number;
  /** Compresses our messages, and says so as `grpc-encoding`; `identity`, none, without it. */
  readonly compression?: Encoding;
}

export interface WriteOptions {
  /** False: this message goes out plain, though the call compresses. */
  readonly compress?: boolean;
  /** No message follows: the call is half-closed with this one. */
  readonly last?: boolean;
}

export type CallEndReason = 'status' | 'cancelled' | 'deadline' | 'stalled' | 'broken';

export interface CallEnd {
  /** `status`: the peer ended it; `broken`: framing, reset or loss of the connection; the others were ours. */
  readonly reason: CallEndReason;
  readonly status: CallStatus;
  readonly headers: Metadata | null;
  readonly trailers: Metadata | null;
  readonly messages: number;
  /** Of these, how many came compressed; null where the client does not tell. */
  readonly compressed: number | null;
  /** Bytes of the messages. */
  readonly payloadBytes: number;
  /** Bytes of DATA as received: payload, prefixes, before decompression. */
  readonly wireBytes: number;
  /** Most messages one read of the socket completed. */
  readonly burstMax: number;
  /** Monotonic ms: request handed to the transport, headers, first and last message, end; null when it did not happen. */
  readonly sentAt: number;
  readonly headersAt: number | null;
  readonly firstMessageAt: number | null;
  readonly lastMessageAt: number | null;
  readonly endedAt: number;
  /** Things worth saying that are no error, e.g. a GOAWAY the stream survived. */
  readonly notes: readonly string[];
}

/** One RPC of any kind. */
export interface Call {
  /** Sends one message, of which a copy is taken; resolves when the transport takes more. Rejects after `end`. */
  write(message: Uint8Array, options?: WriteOptions): Promise<void>;
  /** Half-closes: no more messages from us. */
  end(): void;
  /** Ends the call on purpose; `done` then says `cancelled`. Harmless after the end. */
  cancel(): void;
  pause(): void;
  resume(): void;
  /** Resolves when the call is over; rejects only with what the sink threw. */
  readonly done: Promise<CallEnd>;
}

/** A connection on which the peer has answered on HTTP/2. */
export interface Connection {
  readonly client: 'wire' | 'grpc-js';
  readonly peerAddress: string | null;
  readonly tls: TlsInfo | null;
  /** The peer's, as they held when it was connected. */
  readonly settings: Http2Settings;
  readonly windowSize: number;
  /** All attempts, the successful one last; headers and first message are filled in by the caller. */
  readonly attempts: readonly ConnectAttempt[];
  /** Monotonic ms when the first and the successful attempt began. */
  readonly firstAttemptAt: number;
  readonly dialledAt: number;
  readonly connectedAt: number;
  /** Whether it takes further calls, as far as is known: false once it was lost, or the peer has announced its end. */
  readonly isOpen: boolean;
  open(options: CallOptions, sink: MessageSink): Call;
  close(): Promise<void>;
}
