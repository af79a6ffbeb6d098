import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { ChannelCredentials, ChannelOptions } from '@grpc/grpc-js';
import { Client, credentials } from '@grpc/grpc-js';
import type { Clock } from '../base/clock.ts';
import type { ConnectAttempt, Http2Settings, TlsInfo } from '../base/result.ts';
import { printable } from '../base/text.ts';
import type { Dialled } from './dial.ts';
import { DialFailure, hintFor } from './dial-causes.ts';
import { GrpcJsCall } from './grpc-js-call.ts';
import { HandshakeCredentials } from './grpc-js-credentials.ts';
import type { Target } from './target.ts';
import { authorityOf } from './target.ts';
import { thrownText } from './thrown.ts';
import type { TlsOptions } from './tls.ts';
import type { Call, CallOptions, Connection, MessageSink } from './types.ts';
import type { ConnectionFacts } from './wire-connection.ts';

/** What the channel is made from. */
export interface GrpcJsOptions {
  readonly target: Target;
  readonly tls?: TlsOptions;
  readonly context: SecureContext | null;
  readonly authority?: string;
  readonly connectTimeoutMs: number;
  readonly windowSize: number;
  readonly keepaliveMs?: number;
  readonly clock: Clock;
}

/**
 * A connection through @grpc/grpc-js. Our own dial came first, so that its phases and causes are known; it is hung
 * up here. Throws a DialFailure when the channel does not get ready where our dial did.
 */
export async function grpcJsConnection(
  options: GrpcJsOptions,
  probe: Dialled,
  facts: ConnectionFacts,
): Promise<Connection> {
  probe.session.destroy();
  probe.socket.destroy();
  const began = options.clock.now();
  const client = new Client(channelTarget(options.target), channelCredentials(options), channelOptions(options));
  try {
    await ready(client, options.connectTimeoutMs);
  } catch (thrown) {
    client.close();
    const why = printable(thrownText(thrown), 200);
    const message = `${options.target.address} answered our own client, but not @grpc/grpc-js: ${why}`;
    throw new DialFailure(
      'settings-timeout',
      message,
      hintFor('settings-timeout', options.target),
      { ...probe.phases, http2Ms: null },
      thrown,
      { failed: { phase: 'http2', ms: options.clock.now() - began } },
    );
  }
  return new GrpcJsConnection(client, options.clock, { ...facts, connectedAt: options.clock.now() });
}

function ready(client: Client, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + withinMs, (error) => (error ? reject(error) : resolve()));
  });
}

function channelTarget(target: Target): string {
  if (target.kind === 'unix') return `unix:${target.path}`;
  const scheme = { 0: 'dns:', 4: 'ipv4:', 6: 'ipv6:' }[isIP(target.host)] ?? 'dns:';
  return `${scheme}${target.address}`;
}

function channelCredentials(options: GrpcJsOptions): ChannelCredentials {
  if (!options.context) return credentials.createInsecure();
  return new HandshakeCredentials(options.target, options.context, options.tls ?? {});
}

function channelOptions(options: GrpcJsOptions): ChannelOptions {
  const { keepaliveMs } = options;
  return {
    'grpc.default_authority': options.authority ?? authorityOf(options.target),
    'grpc-node.flow_control_window': options.windowSize,
    'grpc-node.max_session_memory': Number.MAX_SAFE_INTEGER,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.per_rpc_retry_buffer_size': 0,
    'grpc.service_config_disable_resolution': 1,
    // The limit belongs to the call, which sees each message's length.
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    ...(keepaliveMs === undefined ? {} : { 'grpc.keepalive_time_ms': keepaliveMs }),
  };
}

class GrpcJsConnection implements Connection {
  readonly client = 'grpc-js';
  readonly peerAddress: string | null;
  readonly tls: TlsInfo | null;
  readonly settings: Http2Settings;
  readonly windowSize: number;
  readonly attempts: readonly ConnectAttempt[];
  readonly firstAttemptAt: number;
  readonly dialledAt: number;
  readonly connectedAt: number;
  /** Its channel connects anew by itself. */
  readonly isOpen = true;

  readonly #client: Client;
  readonly #clock: Clock;
  readonly #calls = new Set<GrpcJsCall>();

  constructor(client: Client, clock: Clock, facts: ConnectionFacts) {
    this.#client = client;
    this.#clock = clock;
    this.peerAddress = facts.peerAddress;
    this.tls = facts.tls;
    this.settings = facts.settings;
    this.windowSize = facts.windowSize;
    this.attempts = facts.attempts;
    this.firstAttemptAt = facts.firstAttemptAt;
    this.dialledAt = facts.dialledAt;
    this.connectedAt = facts.connectedAt;
  }

  open(options: CallOptions, sink: MessageSink): Call {
    const call = new GrpcJsCall(this.#client, options, sink, this.#clock);
    this.#calls.add(call);
    const forget = (): void => void this.#calls.delete(call);
    call.done.then(forget, forget);
    return call;
  }

  async close(): Promise<void> {
    const calls = [...this.#calls];
    for (const call of calls) call.cancel();
    await Promise.allSettled(calls.map((call) => call.done));
    this.#client.close();
  }
}
