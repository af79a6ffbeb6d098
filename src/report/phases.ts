import type { ConnectAttempt, DialPhase, Http2Settings, RunResult, TlsInfo } from '../base/result.ts';
import { DIAL_PHASES } from '../base/result.ts';
import { statusWords } from '../base/status.ts';
import { plural } from '../base/text.ts';
import { formatMs, formatSize } from '../base/units.ts';
import { securityOf } from './words.ts';

/** One phase of reaching a server, as every format shows it. */
export interface PhaseRow {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly ms: number | null;
  readonly detail: string;
}

const NAMES: Readonly<Record<DialPhase, string>> = { dns: 'name', tcp: 'tcp', tls: 'tls', http2: 'http2' };

/** The phases of the last attempt in their order, then the first answer; empty when there was no attempt. */
export function phaseRows(result: RunResult): PhaseRow[] {
  const last = result.connect.attempts.at(-1);
  if (last === undefined) return [];
  const rows = DIAL_PHASES.map((phase) => dialRow(phase, last, result));
  return last.cause === undefined ? [...rows, answerRow(last, result)] : rows;
}

/** The attempts before the last one, in words. */
export function attemptLines({ connect }: Pick<RunResult, 'connect'>): string[] {
  return connect.attempts.slice(0, -1).map(({ cause, message, failed, delayMs }, i) => {
    const where = failed === undefined ? '' : ` in phase ${NAMES[failed.phase]} after ${formatMs(failed.ms)}`;
    const next = delayMs === undefined ? '' : `; ${formatMs(delayMs)} until the next`;
    return `attempt ${i + 1} failed${where}: ${cause ?? ''}: ${message ?? ''}${next}`;
  });
}

/** Attempts that failed, then the phases of the last one, as plain lines. */
export function phaseLines(result: RunResult): string[] {
  const phases = phaseRows(result).map(({ name, status, ms, detail }) => {
    const time = ms === null ? '' : ` ${formatMs(ms)}`;
    return `${name}: ${status}${time}${detail === '' ? '' : `, ${detail}`}`;
  });
  return [...attemptLines(result), ...phases];
}

/** `TLSv1.3, TLS_AES_256_GCM_SHA384, h2, verified, certificate CN=das of CN=CA, 27 days left`. */
export function tlsWords(tls: TlsInfo): string {
  const { version, cipher, alpn, verified, peer } = tls;
  const certificate =
    peer === null ? [] : [`certificate ${peer.subject} of ${peer.issuer}, ${plural(peer.daysLeft, 'day')} left`];
  const known = [version, cipher, alpn].flatMap((part) => (part === null ? [] : [part]));
  return [...known, verified ? 'verified' : 'NOT VERIFIED', ...certificate].join(', ');
}

function dialRow(phase: DialPhase, attempt: ConnectAttempt, result: RunResult): PhaseRow {
  const name = NAMES[phase];
  const { failed, phases, cause, message } = attempt;
  if (failed?.phase === phase) {
    const shown = phase === 'tls' && attempt.tls ? `; ${tlsDetail(attempt.tls)}` : '';
    return { name, status: 'failed', ms: failed.ms, detail: `${cause ?? ''}: ${message ?? ''}${shown}` };
  }
  const ms = phases[`${phase}Ms`];
  if (ms !== null) return { name, status: 'passed', ms, detail: DETAILS[phase](result, attempt) };
  return { name, status: 'skipped', ms: null, detail: whySkipped(phase, result) };
}

function whySkipped(phase: DialPhase, { target }: RunResult): string {
  if (phase === 'dns') return 'an address needs no lookup';
  return phase === 'tls' && target !== null && securityOf(target) === 'plaintext' ? 'plaintext' : 'not reached';
}

const DETAILS: Readonly<Record<DialPhase, (result: RunResult, attempt: ConnectAttempt) => string>> = {
  dns: () => '',
  tcp: ({ target }, { passedOver = [] }) => {
    const peer = target?.peerAddress ?? '';
    if (passedOver.length === 0) return peer;
    return `${peer}, after ${passedOver.map(({ address, cause }) => `${address} (${cause})`).join(', ')}`;
  },
  tls: ({ target }, attempt) => {
    const tls = target?.tls ?? attempt.tls;
    return tls ? tlsDetail(tls) : '';
  },
  http2: ({ server }) => (server?.http2 ? settingsWords(server.http2) : ''),
};

function tlsDetail(tls: TlsInfo): string {
  const names = tls.peer?.names ?? '';
  return `${tlsWords(tls)}${names === '' ? '' : `, for ${names}`}`;
}

function settingsWords(settings: Http2Settings): string {
  const { maxConcurrentStreams, initialWindowSize, maxFrameSize, maxHeaderListSize } = settings;
  return [
    maxConcurrentStreams === null
      ? 'any number of streams'
      : `at most ${plural(maxConcurrentStreams, 'stream')} at once`,
    `window ${formatSize(initialWindowSize)} a stream`,
    `frames up to ${formatSize(maxFrameSize)}`,
    ...(maxHeaderListSize === null ? [] : [`metadata up to ${formatSize(maxHeaderListSize)}`]),
  ].join(', ');
}

/** A status is that of a question that was not answered in gRPC. */
function answerRow({ phases: { headersMs: ms } }: ConnectAttempt, { status }: RunResult): PhaseRow {
  if (status !== null) return { name: 'answer', status: 'failed', ms, detail: statusWords(status) };
  if (ms === null) return { name: 'answer', status: 'skipped', ms, detail: 'no headers were seen' };
  return { name: 'answer', status: 'passed', ms, detail: 'headers of the answer to the first question' };
}
