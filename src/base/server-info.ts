/** What TLS agreed on, or had come to when it failed. */
export interface TlsInfo {
  readonly version: string | null;
  readonly cipher: string | null;
  readonly alpn: string | null;
  readonly verified: boolean;
  readonly peer: {
    readonly subject: string;
    readonly issuer: string;
    readonly names: string;
    readonly daysLeft: number;
  } | null;
}

/** The peer's HTTP/2 SETTINGS as they hold when it is connected: what it announced, else the protocol's defaults. Sizes in bytes. */
export interface Http2Settings {
  /** Streams it lets us have open at once; null without a limit. */
  readonly maxConcurrentStreams: number | null;
  /** Flow-control window of each stream for what we send. */
  readonly initialWindowSize: number;
  readonly maxFrameSize: number;
  /** Longest block of metadata it takes; null without a limit. */
  readonly maxHeaderListSize: number | null;
}

/** A service and what the server says of its health, e.g. `SERVING`, or the status of the call that asked. */
export interface ServiceHealth {
  /** Empty for the server as a whole. */
  readonly service: string;
  readonly status: string;
  /** From the question to the whole answer. */
  readonly ms: number;
}

/** The answer of a layout's own health method; null is what it has no field for. */
export interface LayoutHealth {
  /** `/pkg.Service/Method`. */
  readonly method: string;
  readonly healthy: boolean | null;
  readonly version: string | null;
  readonly status: string | null;
  readonly ms: number;
}

/** What a server says of itself. Absent is what nobody asked; null what it did not say. */
export interface ServerInfo {
  readonly version?: string;
  /** Of the server as a whole. */
  readonly health?: string;
  /** Every service whose health was asked for, the server as a whole first. */
  readonly serving?: readonly ServiceHealth[];
  readonly layoutHealth?: LayoutHealth | null;
  readonly reflection?: 'v1' | 'v1alpha' | null;
  /** What reflection lists. */
  readonly services?: readonly string[] | null;
  readonly http2?: Http2Settings;
}
