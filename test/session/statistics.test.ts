import { describe, expect, it } from 'vitest';
import { noCounts } from '../../src/session/connection.ts';
import { Connections } from '../../src/session/connections.ts';
import { sessionStatistics } from '../../src/session/statistics.ts';
import { WoundClock } from '../support/wound-clock.ts';

describe('sessionStatistics', () => {
  it('are plain data, complete also when nothing has happened', () => {
    const statistics = sessionStatistics({
      connections: new Connections(new WoundClock()),
      counts: noCounts(),
      pendingCommands: 0,
      ignoredAcknowledgements: 0,
      publisher: null,
    });
    expect(JSON.parse(JSON.stringify(statistics))).toEqual({
      totalConnections: 0,
      activeConnections: 0,
      openedConnections: 0,
      pendingCommands: 0,
      messages: 0,
      heartbeats: 0,
      acknowledgements: 0,
      ignoredAcknowledgements: 0,
      errors: 0,
      readTimeouts: 0,
      commands: 0,
      pings: 0,
      breaker: null,
      publisher: null,
      clients: [],
    });
  });
});
