import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Clock } from '../base/clock.ts';
import type { DialPhase, FailedPhase, Phases, TlsInfo } from '../base/result.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { diagnosePlaintext, diagnoseTls } from './diagnose.ts';
import { startHttp2 } from './http2-session.ts';
import type { Place } from './places.ts';
import type { Target } from './target.ts';
import type { TlsOptions } from './tls.ts';
import { startTls, tlsInfo } from './tls.ts';

export interface ApproachOptions {
  readonly target: Target;
  readonly tls: TlsOptions;
  /** From `secureContext(tls)`; null for plaintext. */
  readonly context: SecureContext | null;
  readonly windowSize: number;
  readonly connectionWindow: number;
  readonly clock: Clock;
}

/** A peer that has answered on HTTP/2. */
export interface Approached {
  readonly session: ClientHttp2Session;
  readonly raw: Socket;
  /** `raw`, or TLS on it. */
  readonly socket: Duplex;
  readonly tls: TlsInfo | null;
  readonly peerAddress: string | null;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** How far an attempt has come. */
export interface Progress {
  readonly phases: Writable<Phases>;
  failed: FailedPhase | null;
  tls: TlsInfo | null;
}

export function noProgress(): Progress {
  const phases = { dnsMs: null, tcpMs: null, tlsMs: null, http2Ms: null, headersMs: null, firstMessageMs: null };
  return { phases, failed: null, tls: null };
}

/** TCP, TLS and HTTP/2 at one address, up to the peer's SETTINGS, noted in `progress`. Throws a PhaseError, or the signal's reason. */
export async function approach(
  place: Place,
  options: ApproachOptions,
  limit: AttemptLimit,
  progress: Progress,
): Promise<Approached> {
  const { clock, context, target } = options;
  const raw = await timed(clock, progress, 'tcp', () => place.connect(limit));
  try {
    const peerAddress = target.kind === 'unix' ? target.address : formatPeer(raw);
    const secure = context ? await secured(raw, place, options, context, limit, progress) : null;
    progress.tls = secure && tlsInfo(secure, options.tls.skipVerify === true, clock.epoch());
    const session = await spoken(secure ?? raw, raw, place, options, limit, progress);
    return { session, raw, socket: secure ?? raw, tls: progress.tls, peerAddress };
  } catch (thrown) {
    raw.destroy();
    throw thrown;
  }
}

async function secured(
  raw: Socket,
  { where }: Place,
  options: ApproachOptions,
  context: SecureContext,
  limit: AttemptLimit,
  progress: Progress,
): Promise<TLSSocket> {
  const { clock, target, tls } = options;
  try {
    return await timed(clock, progress, 'tls', () => startTls(raw, target, context, tls, limit, clock.epoch()));
  } catch (thrown) {
    throw await diagnoseTls(thrown, raw.bytesRead, where, target);
  }
}

async function spoken(
  socket: Duplex,
  raw: Socket,
  { where }: Place,
  options: ApproachOptions,
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

/** Runs one phase and notes how long it took, or had been under way when it failed. */
export async function timed<T>(clock: Clock, progress: Progress, phase: DialPhase, step: () => Promise<T>): Promise<T> {
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

function formatPeer(raw: Socket): string | null {
  if (raw.remoteAddress === undefined) return null;
  return isIP(raw.remoteAddress) === 6
    ? `[${raw.remoteAddress}]:${raw.remotePort}`
    : `${raw.remoteAddress}:${raw.remotePort}`;
}
