import type { ClientHttp2Session } from 'node:http2';
import type { NetConnectOpts, Socket } from 'node:net';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../base/clock.ts';
import type { DialPhase, FailedPhase, Phases, TlsInfo } from '../base/result.ts';
import { AttemptLimit } from './attempt-limit.ts';
import type { FailedWhere } from './dial-causes.ts';
import { DialFailure, hintFor, PhaseError } from './dial-causes.ts';
import { startHttp2 } from './http2-session.ts';
import { diagnosePlaintext, diagnoseTls } from './diagnose.ts';
import type { Security, Target } from './target.ts';
import { connectAny, resolve } from './tcp.ts';
import type { TlsOptions } from './tls.ts';
import { startTls, tlsInfo } from './tls.ts';
import { connectUnix } from './unix.ts';

export interface DialOptions {
  readonly target: Target;
  readonly security: Security;
  readonly tls: TlsOptions;
  /** From `secureContext(tls)`; null for plaintext. */
  readonly context: SecureContext | null;
  readonly connectTimeoutMs: number;
  readonly windowSize: number;
  readonly connectionWindow: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** A peer that has answered on HTTP/2. */
export interface Dialled {
  readonly session: ClientHttp2Session;
  readonly raw: Socket;
  /** `raw`, or TLS on it. */
  readonly socket: Duplex;
  readonly tls: TlsInfo | null;
  readonly phases: Phases;
  readonly peerAddress: string | null;
  readonly startedAt: number;
  readonly connectedAt: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** How far an attempt has come. */
interface Progress {
  readonly phases: Writable<Phases>;
  failed: FailedPhase | null;
  tls: TlsInfo | null;
}

/** One attempt: name, TCP, TLS, HTTP/2 to the peer's SETTINGS, each timed. Throws a DialFailure, or the signal's reason. */
export async function dial(options: DialOptions): Promise<Dialled> {
  const { target, clock } = options;
  const limit = new AttemptLimit(options.connectTimeoutMs, options.signal);
  const progress: Progress = { phases: { ...NONE }, failed: null, tls: null };
  const startedAt = clock.now();
  let raw: Socket | undefined;
  try {
    raw = await reach(target, limit, progress, clock);
    const where = peerOf(raw, target);
    const peerAddress = target.kind === 'unix' ? target.address : formatPeer(raw);
    const secure = options.context ? await secured(raw, where, options, options.context, limit, progress) : null;
    progress.tls = secure && tlsInfo(secure, options.tls.skipVerify === true, clock.epoch());
    const session = await spoken(secure ?? raw, raw, where, options, limit, progress);
    const { tls, phases } = progress;
    return { session, raw, socket: secure ?? raw, tls, phases, peerAddress, startedAt, connectedAt: clock.now() };
  } catch (thrown) {
    raw?.destroy();
    // A diagnosis takes a moment of its own.
    options.signal?.throwIfAborted();
    if (!(thrown instanceof PhaseError)) throw thrown;
    const hint = thrown.hint ?? hintFor(thrown.why, target);
    throw new DialFailure(thrown.why, thrown.message, hint, progress.phases, thrown, whereFailed(progress, thrown));
  }
}

const NONE: Phases = {
  dnsMs: null,
  tcpMs: null,
  tlsMs: null,
  http2Ms: null,
  headersMs: null,
  firstMessageMs: null,
};

function whereFailed({ failed, tls }: Progress, thrown: PhaseError): FailedWhere {
  const shown = tls ?? thrown.tls;
  return { ...(failed === null ? {} : { failed }), ...(shown === null ? {} : { tls: shown }) };
}

async function reach(target: Target, limit: AttemptLimit, progress: Progress, clock: Clock): Promise<Socket> {
  if (target.kind === 'unix') {
    return timed(clock, progress, 'tcp', () => connectUnix(target, limit));
  }
  const family = isIP(target.host);
  const addresses =
    family === 0
      ? await timed(clock, progress, 'dns', () => resolve(target.host, limit))
      : [{ address: target.host, family }];
  return timed(clock, progress, 'tcp', () => connectAny(target, addresses, limit));
}

async function secured(
  raw: Socket,
  where: NetConnectOpts,
  options: DialOptions,
  context: SecureContext,
  limit: AttemptLimit,
  progress: Progress,
): Promise<TLSSocket> {
  try {
    return await timed(options.clock, progress, 'tls', () =>
      startTls(raw, options.target, context, options.tls, limit, options.clock.epoch()),
    );
  } catch (thrown) {
    throw await diagnoseTls(thrown, raw.bytesRead, where, options.target);
  }
}

async function spoken(
  socket: Duplex,
  raw: Socket,
  where: NetConnectOpts,
  options: DialOptions,
  limit: AttemptLimit,
  progress: Progress,
): Promise<ClientHttp2Session> {
  const { windowSize, connectionWindow, target, clock } = options;
  const session = { windowSize, connectionWindow, address: target.address };
  try {
    return await timed(clock, progress, 'http2', () => startHttp2(socket, session, limit));
  } catch (thrown) {
    if (!options.context) throw await diagnosePlaintext(thrown, raw.bytesRead, where, target);
    throw await diagnoseTls(thrown, raw.bytesRead, where, target, options.tls.cert !== undefined);
  }
}

async function timed<T>(clock: Clock, progress: Progress, phase: DialPhase, step: () => Promise<T>): Promise<T> {
  const began = clock.now();
  try {
    const value = await step();
    progress.phases[`${phase}Ms`] = clock.now() - began;
    return value;
  } catch (thrown) {
    progress.failed = { phase, ms: clock.now() - began };
    throw thrown;
  }
}

function peerOf(raw: Socket, target: Target): NetConnectOpts {
  if (target.kind === 'unix') return { path: target.path };
  return { host: raw.remoteAddress ?? target.host, port: target.port };
}

function formatPeer(raw: Socket): string | null {
  if (raw.remoteAddress === undefined) return null;
  return isIP(raw.remoteAddress) === 6
    ? `[${raw.remoteAddress}]:${raw.remotePort}`
    : `${raw.remoteAddress}:${raw.remotePort}`;
}
