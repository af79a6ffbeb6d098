import type { ConnectAttempt } from '../../base/result.ts';
import type { SloTable } from '../../measure/slo-table.ts';

/** What the thresholds of `connect` are judged against: the attempt that succeeded. */
export interface ConnectFigures {
  /** The whole attempt, ms. */
  readonly ms: number | null;
  readonly phases: ConnectAttempt['phases'];
}

/** The metrics `--slo` of `connect` may name. */
export const CONNECT_METRICS: SloTable<ConnectFigures> = {
  connect: time('connect', ({ ms }) => ms),
  dns: time('dns', ({ phases }) => phases.dnsMs),
  tcp: time('tcp', ({ phases }) => phases.tcpMs),
  tls: time('tls', ({ phases }) => phases.tlsMs),
  http2: time('http2', ({ phases }) => phases.http2Ms),
};

function time(name: string, read: (figures: ConnectFigures) => number | null): SloTable<ConnectFigures>[string] {
  return { unit: 'ms', timing: true, read, why: () => `there was no phase ${name}` };
}
