import { describe, expect, it } from 'vitest';
import type { SessionSummary } from '../../src/base/session.ts';
import { sessionFigures, sessionPart, sessionRows } from '../../src/report/session-part.ts';
import { styleOf } from '../../src/report/style.ts';

const trips = {
  count: 100,
  min: 1,
  mean: 1,
  stddev: 0,
  p50: 1,
  p90: 2,
  p95: 2.5,
  p99: null,
  p999: null,
  max: 9,
  histogram: null,
};
const told: SessionSummary = {
  clients: { asked: 3, opened: 3, closedCleanly: 2 },
  messages: { sent: 30, heartbeats: 10, heard: 29, lost: 1 },
  commands: {
    askedRate: 10,
    sent: 20,
    received: 19,
    acknowledged: 19,
    confirmed: 18,
    lost: 1,
    misrouted: 0,
    repeated: 0,
    roundTripMs: trips,
  },
  pings: { received: 9, missing: 0, intervalMs: 1000, intervalOrigin: 'server', errorMs: { ...trips, p95: 50 } },
};
const silent: SessionSummary = {
  ...told,
  messages: { ...told.messages, heard: null, lost: null },
  commands: { ...told.commands, sent: null, confirmed: null, lost: null, misrouted: null, roundTripMs: null },
  pings: { received: 0, missing: null, intervalMs: null, intervalOrigin: null, errorMs: null },
};

describe('sessionRows', () => {
  it('say what was measured, and by whom', () => {
    const rows = new Map(sessionRows(told));
    expect(rows.get('round trip')).toBe('p50 1.00 ms, p95 2.50 ms, max 9.00 ms, n=100 (measured by the server)');
    expect(rows.get('ping error')).toContain('(measured by us); p95 is 5 % of the interval');
    expect(rows.get('clients')).toBe('3 of 3 opened, 2 closed cleanly');
  });

  it('say what the server does not tell, never 0', () => {
    const rows = new Map(sessionRows(silent));
    expect(rows.get('round trip')).toBe('the server does not tell it');
    expect(rows.get('commands')).toContain('lost: not told');
    expect(rows.has('ping error')).toBe(false);
  });
});

describe('sessionPart and sessionFigures', () => {
  it('are for session runs alone, and for the verdict', () => {
    const style = styleOf({ colour: false, width: 80 });
    expect(sessionPart({}, style)).toEqual([]);
    expect(sessionPart({ session: told }, style)[0]).toMatch(/^sessions\n {2}clients/);
    expect(sessionFigures(told)).toEqual(['3 sessions', '19 commands', 'command p95 2.50 ms']);
    expect(sessionFigures(silent)).toEqual(['3 sessions', '19 commands']);
  });
});
