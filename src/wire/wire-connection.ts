import type { ConnectAttempt, Http2Settings, TlsInfo } from '../base/result.ts';
import { WireCall } from './call.ts';
import type { Link } from './link.ts';
import { refusedCall } from './refused-call.ts';
import { isUsable, openStream } from './request.ts';
import type { Call, CallOptions, Connection, MessageSink } from './types.ts';

/** What is known of a connection besides how to use it. */
export type ConnectionFacts = Omit<Connection, 'client' | 'isOpen' | 'open' | 'close'>;

/** A connection through our own client. */
export class WireConnection implements Connection {
  readonly client = 'wire';
  readonly peerAddress: string | null;
  readonly tls: TlsInfo | null;
  readonly settings: Http2Settings;
  readonly windowSize: number;
  readonly attempts: readonly ConnectAttempt[];
  readonly firstAttemptAt: number;
  readonly dialledAt: number;
  readonly connectedAt: number;

  readonly #link: Link;
  #closing = false;

  constructor(link: Link, facts: ConnectionFacts) {
    this.#link = link;
    this.peerAddress = facts.peerAddress;
    this.tls = facts.tls;
    this.settings = facts.settings;
    this.windowSize = facts.windowSize;
    this.attempts = facts.attempts;
    this.firstAttemptAt = facts.firstAttemptAt;
    this.dialledAt = facts.dialledAt;
    this.connectedAt = facts.connectedAt;
  }

  get isOpen(): boolean {
    return isUsable(this.#link);
  }

  open(options: CallOptions, sink: MessageSink): Call {
    const sentAt = this.#link.clock.now();
    const stream = openStream(this.#link, options);
    if (!stream) {
      const how = this.#link.loss?.[1] ?? `the peer announced ${this.#link.goaway?.text ?? 'the end'}`;
      return refusedCall(this.#closing ? 'the connection was closed by us' : how, sentAt);
    }
    return new WireCall(this.#link, stream, sentAt, options, sink);
  }

  async close(): Promise<void> {
    this.#closing = true;
    const calls = [...this.#link.listeners];
    for (const call of calls) call.cancel();
    await this.#link.close();
    await Promise.allSettled(calls.map((call) => call.done));
  }
}
