import type { Clock } from '../../src/base/clock.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { ConnectOptions } from '../../src/wire/connect.ts';
import { connect } from '../../src/wire/connect.ts';
import { parseTarget } from '../../src/wire/target.ts';
import type { Call, CallEnd, CallOptions, Connection, MessageSink } from '../../src/wire/types.ts';
import type { RawPeerOptions, RawStream } from './wire-raw-peer.ts';
import { rawPeer } from './wire-raw-peer.ts';

export const MAX = 4 * 1024 * 1024;

/** Keeps every message, as text and with its stamp. */
export class CollectingSink implements MessageSink {
  readonly messages: Buffer[] = [];
  readonly arrivals: number[] = [];
  reserved = 0;
  #memory = Buffer.alloc(0);

  reserve(length: number): Uint8Array {
    this.reserved += 1;
    this.#memory = Buffer.alloc(length + 3);
    return this.#memory;
  }

  message(length: number, arrival: number): void {
    this.messages.push(this.#memory.subarray(0, length));
    this.arrivals.push(arrival);
  }

  get texts(): string[] {
    return this.messages.map(String);
  }
}

export function connectOptions(target: string, more: Partial<ConnectOptions> = {}): ConnectOptions {
  return {
    target: parseTarget(target),
    security: 'plaintext',
    connectTimeoutMs: 5000,
    retries: 0,
    retryDelayMs: 10,
    retryMaxDelayMs: 100,
    windowSize: 1024 * 1024,
    streams: 1,
    client: 'wire',
    clock: systemClock,
    ...more,
  };
}

export function connectTo(port: number, more: Partial<ConnectOptions> = {}): Promise<Connection> {
  return connect(connectOptions(`127.0.0.1:${port}`, more));
}

export interface Outcome {
  readonly end: CallEnd;
  readonly sink: CollectingSink;
}

export interface ExchangeOptions {
  readonly call?: Partial<CallOptions>;
  readonly peer?: RawPeerOptions;
  readonly clock?: Clock;
  /** Leaves the request open, as a bidi call would. */
  readonly open?: boolean;
  readonly connect?: Partial<ConnectOptions>;
  readonly during?: (call: Call, connection: Connection) => void;
}

/** One call against a scripted peer, which sees what has arrived, from dialling to closing. */
export async function exchange(
  script: (stream: RawStream, arrived: CollectingSink) => unknown,
  options: ExchangeOptions = {},
): Promise<Outcome> {
  const sink = new CollectingSink();
  const peer = await rawPeer((stream) => void script(stream, sink), options.peer);
  const connection = await connectTo(peer.port, { clock: options.clock ?? systemClock, ...options.connect });
  try {
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX, ...options.call }, sink);
    if (!options.open) {
      await call.write(Buffer.from('request'));
      call.end();
    }
    options.during?.(call, connection);
    return { end: await call.done, sink };
  } finally {
    await connection.close();
    await peer.close();
  }
}
