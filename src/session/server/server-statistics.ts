import type { Distribution } from '../../measure/distribution.ts';
import { plural } from '../../base/text.ts';
import { formatMs } from '../../base/units.ts';
import type { SessionStatistics } from '../statistics.ts';

/** Everything a session server can tell of itself; `serve session --stats-port` gives it as JSON. */
export interface ServerStatistics {
  readonly version: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly uptimeMs: number;
  readonly process: { readonly rssBytes: number; readonly heapUsedBytes: number };
  readonly sessions: SessionStatistics;
  /** Commands that clients asked for, and what became of them. */
  readonly asked: {
    readonly sent: number;
    readonly acknowledged: number;
    /** From sending to the acknowledgement; null below the samples a percentile needs. */
    readonly roundTripMs: {
      readonly count: number;
      readonly mean: number | null;
      readonly p50: number | null;
      readonly p95: number | null;
      readonly p99: number | null;
      readonly max: number | null;
    };
  };
}

export function roundTripSummary(roundTrips: Distribution): ServerStatistics['asked']['roundTripMs'] {
  const { count, mean, max } = roundTrips.moments;
  const [p50, p95, p99] = [roundTrips.quantile(0.5), roundTrips.quantile(0.95), roundTrips.quantile(0.99)];
  return { count, mean, p50, p95, p99, max };
}

/** The statistics in one line. */
export function statisticsLine({ sessions, asked, process }: ServerStatistics): string {
  const { totalConnections, activeConnections, messages, heartbeats, commands, pings, errors, publisher } = sessions;
  const { p95 } = asked.roundTripMs;
  return [
    `${plural(totalConnections, 'client')} (${activeConnections} active)`,
    `${plural(messages, 'message')} (${plural(heartbeats, 'heartbeat')})`,
    `${plural(commands, 'command')} (${plural(pings, 'ping')}), ${sessions.pendingCommands} pending`,
    ...(p95 === null ? [] : [`round trip p95 ${formatMs(p95)}`]),
    ...(errors === 0 ? [] : [plural(errors, 'error')]),
    ...(publisher === null ? [] : [publisherWords(publisher)]),
    `${Math.round(process.rssBytes / 1024 ** 2)} MiB`,
  ].join(', ');
}

function publisherWords(publisher: NonNullable<SessionStatistics['publisher']>): string {
  const { published, failed, refused, dropped, rejected, breaker } = publisher;
  const lost = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(dropped > 0 ? [`${dropped} dropped`] : []),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
  ];
  const state = breaker === null ? [] : [`breaker ${breaker.state}`];
  return [`${published} published`, ...lost, ...state].join(', ');
}
