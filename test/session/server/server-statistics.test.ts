import { describe, expect, it } from 'vitest';
import { Distribution } from '../../../src/measure/distribution.ts';
import { roundTripSummary, statisticsLine } from '../../../src/session/server/server-statistics.ts';
import { sampleStatistics } from '../../support/session-statistics.ts';

describe('roundTripSummary', () => {
  it('names a percentile only where there are samples for it', () => {
    const distribution = new Distribution();
    for (let ms = 1; ms <= 100; ms += 1) distribution.add(ms);
    expect(roundTripSummary(distribution)).toMatchObject({ count: 100, mean: 50.5, p99: null, max: 100 });
    expect(roundTripSummary(distribution).p50).toBeCloseTo(50, 1);
    expect(roundTripSummary(new Distribution())).toEqual({
      count: 0,
      mean: null,
      p50: null,
      p95: null,
      p99: null,
      max: null,
    });
  });
});

describe('statisticsLine', () => {
  it('says the essentials in one line', () => {
    expect(statisticsLine(sampleStatistics())).toBe(
      '2 clients (1 active), 120 messages (60 heartbeats), 45 commands (5 pings), 3 pending, round trip p95 2.50 ms, 64 MiB',
    );
  });

  it('says what went wrong, and how publishing goes', () => {
    const breaker = { state: 'open' as const, faults: 0, successes: 0, opened: 1, rejected: 7, openedAt: 1 };
    const counts = {
      published: 9,
      failed: 5,
      refused: 1,
      dropped: 2,
      rejected: 7,
      retried: 5,
      queued: 0,
      lastError: 'x',
    };
    const line = statisticsLine(sampleStatistics({ errors: 1, publisher: { ...counts, breaker }, breaker }));
    expect(line).toContain('1 error, 9 published, 5 failed, 1 refused, 2 dropped, 7 rejected, breaker open, 64 MiB');
  });
});
