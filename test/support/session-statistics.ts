import { noCounts } from '../../src/session/connection.ts';
import type { ServerStatistics } from '../../src/session/server/server-statistics.ts';
import type { SessionStatistics } from '../../src/session/statistics.ts';

/** Statistics of a server that has two clients. */
export function sampleStatistics(sessions: Partial<SessionStatistics> = {}): ServerStatistics {
  return {
    version: '1.2.3',
    startedAt: 1_700_000_000_000,
    uptimeMs: 5000,
    process: { rssBytes: 64 * 1024 ** 2, heapUsedBytes: 20 * 1024 ** 2 },
    sessions: {
      ...noCounts(),
      totalConnections: 2,
      activeConnections: 1,
      openedConnections: 4,
      pendingCommands: 3,
      ignoredAcknowledgements: 0,
      messages: 120,
      heartbeats: 60,
      commands: 45,
      pings: 5,
      breaker: null,
      publisher: null,
      clients: [],
      ...sessions,
    },
    asked: { sent: 40, acknowledged: 37, roundTripMs: { count: 37, mean: 1.1, p50: 1, p95: 2.5, p99: null, max: 3 } },
  };
}
