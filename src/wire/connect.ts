import type { Clock } from '../base/clock.ts';
import { usage } from '../base/failure.ts';
import type { ConnectAttempt } from '../base/result.ts';
import { backoffMs } from './backoff.ts';
import type { Dialled } from './dial.ts';
import { dial } from './dial.ts';
import { ConnectFailure, DialFailure, isRetried } from './dial-causes.ts';
import { keepFreedMemory } from './freed-memory.ts';
import { Link } from './link.ts';
import { peerSettings } from './peer-settings.ts';
import type { Lookup } from './places.ts';
import type { Security, Target } from './target.ts';
import { authorityOf } from './target.ts';
import type { TlsOptions } from './tls.ts';
import { secureContext } from './tls.ts';
import type { Connection } from './types.ts';
import { windowsOf } from './window.ts';
import type { ConnectionFacts } from './wire-connection.ts';
import { WireConnection } from './wire-connection.ts';

export interface ConnectOptions {
  readonly target: Target;
  readonly security: Security;
  readonly tls?: TlsOptions;
  /** `:authority` in place of the target's host and port. */
  readonly authority?: string;
  /** Limit of one attempt. */
  readonly connectTimeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly retryMaxDelayMs: number;
  /** Flow-control window of a stream, bytes; the connection's is that times `streams`, at most 256 MiB. */
  readonly windowSize: number;
  readonly streams: number;
  /** Time between keepalive pings; none without it. */
  readonly keepaliveMs?: number;
  readonly client: 'wire' | 'grpc-js';
  /** Stamps and the waits between attempts; limits on the network run in real time. */
  readonly clock: Clock;
  /** Uniform in 0..1, for the jitter of the backoff. */
  readonly random?: () => number;
  readonly signal?: AbortSignal;
  /** How names become addresses; the system's way by default. */
  readonly lookup?: Lookup;
  /** Told of every attempt when it is over: the wait before the next one, or null when there is none. */
  readonly onAttempt?: (attempt: ConnectAttempt, nextDelayMs: number | null) => void;
}

/**
 * Dials until a peer answers on HTTP/2. Throws a ConnectFailure when the attempts are used up or the cause does not
 * mend by itself, a usage or config failure for keys or a window that cannot be used, or the signal's reason.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { clock, target } = options;
  keepFreedMemory();
  if (options.authority !== undefined && !/^[\x21-\x7e]+$/.test(options.authority)) {
    throw usage('the authority is not printable ASCII without blanks');
  }
  const { windowSize, connectionWindow, effective } = windowsOf(options.windowSize, options.streams);
  const tls = options.tls ?? {};
  const context = options.security === 'tls' ? secureContext(tls) : null;
  // 150 ms and more, which the others do not have to wait for; before the clock of the attempts starts.
  const grpcJs = options.client === 'grpc-js' ? await import('./grpc-js-client.ts') : null;
  const attempts: ConnectAttempt[] = [];
  const firstAttemptAt = clock.now();
  for (let n = 1; ; n += 1) {
    options.signal?.throwIfAborted();
    try {
      const dialled = await dial({ ...options, tls, context, windowSize, connectionWindow });
      const { phases, passedOver } = dialled;
      const attempt: ConnectAttempt = { phases, ...(passedOver.length === 0 ? {} : { passedOver }) };
      const connection = await open(options, dialled, {
        ...factsOf(dialled, attempts, firstAttemptAt),
        // grpc-js gives the connection the window of one stream.
        windowSize: options.client === 'wire' ? effective : windowSize,
      });
      attempts.push(attempt);
      options.onAttempt?.(attempt, null);
      return connection;
    } catch (thrown) {
      if (!(thrown instanceof DialFailure)) throw thrown;
      const failed = { phases: thrown.phases, cause: thrown.code, message: thrown.message, ...thrown.about };
      const again = n <= options.retries && isRetried(thrown.code);
      const delayMs = backoffMs(n, options.retryDelayMs, options.retryMaxDelayMs, options.random ?? Math.random);
      const attempt = again ? { ...failed, delayMs } : failed;
      attempts.push(attempt);
      options.onAttempt?.(attempt, again ? delayMs : null);
      if (!again) throw new ConnectFailure(thrown, attempts);
      await clock.sleep(delayMs, options.signal);
    }
  }

  function open(options: ConnectOptions, dialled: Dialled, facts: ConnectionFacts): Promise<Connection> | Connection {
    if (grpcJs !== null) return grpcJs.grpcJsConnection({ ...options, context }, dialled, facts);
    const link = new Link({
      ...dialled,
      scheme: options.security === 'tls' ? 'https' : 'http',
      authority: options.authority ?? authorityOf(target),
      clock,
      ...(options.keepaliveMs === undefined ? {} : { keepaliveMs: options.keepaliveMs }),
    });
    return new WireConnection(link, facts);
  }
}

function factsOf(
  dialled: Dialled,
  attempts: readonly ConnectAttempt[],
  firstAttemptAt: number,
): Omit<ConnectionFacts, 'windowSize'> {
  return {
    peerAddress: dialled.peerAddress,
    tls: dialled.tls,
    settings: peerSettings(dialled.session.remoteSettings),
    attempts,
    firstAttemptAt,
    dialledAt: dialled.startedAt,
    connectedAt: dialled.connectedAt,
  };
}
