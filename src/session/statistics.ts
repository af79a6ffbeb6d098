import type { BreakerStatistics } from './breaker.ts';
import type { SessionCounts } from './connection.ts';
import type { ClientStatistics, Connections } from './connections.ts';
import { clientStatistics } from './connections.ts';
import type { Publisher, PublisherStatistics } from './publisher.ts';

/** What a session service has seen. Counts are over all streams there have been. */
export interface SessionStatistics extends Readonly<SessionCounts> {
  /** Clients that are connected. */
  readonly totalConnections: number;
  /** Those of them of which a message came in the last 5 minutes. */
  readonly activeConnections: number;
  /** Streams there have been. */
  readonly openedConnections: number;
  /** Commands that wait for their acknowledgement. */
  readonly pendingCommands: number;
  /** Acknowledgements nobody waited for: late, repeated, of another client, or without an id. */
  readonly ignoredAcknowledgements: number;
  /** Null without a Centrifugo server, or with the breaker off. */
  readonly breaker: BreakerStatistics | null;
  readonly publisher: PublisherStatistics | null;
  readonly clients: readonly ClientStatistics[];
}

/** What a service keeps, from which its statistics are made. */
export interface StatisticsParts<TCommand> {
  readonly connections: Connections<TCommand>;
  readonly counts: Readonly<SessionCounts>;
  readonly pendingCommands: number;
  readonly ignoredAcknowledgements: number;
  readonly publisher: Publisher | null;
}

export function sessionStatistics<TCommand>(parts: StatisticsParts<TCommand>): SessionStatistics {
  const { connections, counts, pendingCommands, ignoredAcknowledgements } = parts;
  const publisher = parts.publisher?.statistics() ?? null;
  return {
    totalConnections: connections.size,
    activeConnections: connections.active().length,
    openedConnections: connections.opened,
    pendingCommands,
    ...counts,
    ignoredAcknowledgements,
    breaker: publisher?.breaker ?? null,
    publisher,
    clients: connections.all().map(clientStatistics),
  };
}
