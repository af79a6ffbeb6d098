import { describe, expect, it } from 'vitest';
import { prometheusText } from '../../../src/session/server/prometheus.ts';
import { sampleStatistics } from '../../support/session-statistics.ts';

const breaker = { state: 'half_open' as const, faults: 0, successes: 1, opened: 2, rejected: 3, openedAt: 1 };
const publisher = {
  published: 9,
  failed: 5,
  refused: 0,
  dropped: 0,
  rejected: 3,
  retried: 5,
  queued: 4,
  lastError: null,
  breaker,
};

describe('prometheusText', () => {
  it('has counters and gauges with help and type', async () => {
    const text = await prometheusText(sampleStatistics());
    expect(text).toContain('# TYPE session_connections gauge\nsession_connections 2\n');
    expect(text).toContain('# TYPE session_messages_total counter\nsession_messages_total 120\n');
    expect(text).toContain('session_command_round_trip_seconds{quantile="0.95"} 0.0025\n');
    expect(text).toContain('process_resident_memory_bytes 67108864\n');
  });

  it('leaves out what is not known, rather than showing 0', async () => {
    const text = await prometheusText(sampleStatistics());
    expect(text).not.toContain('quantile="0.99"');
    expect(text).not.toMatch(/session_(breaker|publi)/);
  });

  it('shows the breaker by its state, and publications by what became of them', async () => {
    const text = await prometheusText(sampleStatistics({ breaker, publisher }));
    expect(text).toContain('session_breaker_state{state="half_open"} 1\n');
    expect(text).toContain('session_breaker_state{state="closed"} 0\n');
    expect(text).toContain('session_publications_total{outcome="failed"} 5\n');
    expect(text).toContain('session_publish_queue 4\n');
  });

  it('starts anew each time', async () => {
    expect(await prometheusText(sampleStatistics())).toBe(await prometheusText(sampleStatistics()));
  });
});
