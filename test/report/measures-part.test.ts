import { describe, expect, it } from 'vitest';
import { measureRows, measuresPart } from '../../src/report/measures-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { errored, interrupted, passed, sampleMetrics } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 80 });
const row = (metrics: typeof sampleMetrics, label: string): string | undefined =>
  measureRows(metrics, 'frame').find(([name]) => name === label)?.[1];

describe('measureRows', () => {
  it('gives percentiles with count, maximum and the interval of p95', () => {
    expect(row(sampleMetrics, 'gap')).toBe(
      'p50 50.0 ms, p90 51.6 ms, p95 52.1 ms (95 % CI 51.7 ms..54.9 ms, gaps taken as independent), ' +
        'max 61.2 ms, mean 50.0 ms +- 2.25 ms, n=199',
    );
  });

  it('leaves the open end of an interval open, and names the coalesced share', () => {
    const gapMs = { ...sampleMetrics.gapMs, p95Interval: [51.7, null] as const, coalescedShare: 0.25 };
    expect(row({ ...sampleMetrics, gapMs }, 'gap')).toMatch(/95 % CI 51\.7 ms\.\.not estimable, .*, 25 % coalesced$/);
  });

  it('names the formula and source of jitter', () => {
    expect(row(sampleMetrics, 'jitter')).toBe(
      'mean 0.93 ms, max 2.75 ms, final 0.81 ms (RFC 3550 6.4.1, against server_timestamp, 1 ms); ' +
        'PDV p95 3.10 ms (RFC 5481)',
    );
  });

  it('tells freezes by count, length and share', () => {
    const freezes = { count: 2, totalMs: 1500, longestMs: 1200, timeShare: 0.075 };
    expect(row({ ...sampleMetrics, freezes }, 'freezes')).toBe('2, 1.50 s in all, longest 1.20 s, 7.5 % of the time');
  });

  it('tells the spread of streams', () => {
    const fpsPerStream = { min: 19, median: 20, max: null };
    expect(row({ ...sampleMetrics, fpsPerStream }, 'rate')).toBe(
      '20.02 fps (per stream 19 / 20 / n/a), payload 2.104 MB/s',
    );
  });

  it('says what could not be computed instead of showing a number', () => {
    const metrics = interrupted.metrics ?? sampleMetrics;
    const words = measureRows(metrics, 'frame').map(([, text]) => text);
    expect(words).toEqual([
      '61.3 ms after the request, 65.5 ms after dialling began',
      'not estimable',
      'max 51.0 ms, mean 50.0 ms +- 1.00 ms, n=2',
      'not estimable from 2 gaps: p50 needs 5',
      'none: no source times and no nominal cadence',
      'not judged: fewer than 5 gaps',
      'loop delay p99 not measured, validation mean not measured, backlog at most 0',
    ]);
    const gapMs = { ...metrics.gapMs, count: 0 };
    const silent = { ...metrics, firstFrameMs: null, gapMs };
    expect(row(silent, 'first frame')).toBe('none came');
    expect(row(silent, 'gap')).toBe('none: fewer than 2 messages');
  });
});

describe('measuresPart', () => {
  it('is empty when nothing was measured', () => {
    expect(measuresPart(errored, style)).toEqual([]);
  });

  it('speaks of messages where a call is measured', () => {
    const call = { method: 'a.B/C', kind: 'unary' } as const;
    const text = measuresPart({ ...passed, call }, style)[0];
    expect(text).toContain('first message  61.3 ms');
    expect(text).toContain('20.02 messages/s');
  });

  it('leaves out of a single answer what takes several', () => {
    const call = { method: 'a.B/C', kind: 'unary' } as const;
    const gapMs = { ...sampleMetrics.gapMs, count: 0, min: null, max: null };
    const text = measuresPart({ ...passed, call, metrics: { ...sampleMetrics, gapMs, jitterMs: null } }, style)[0];
    expect(text).toContain('first message');
    expect(text).not.toMatch(/gap|jitter|freezes/);
  });

  it('shows round trips where there were any to time', () => {
    const call = { method: 'a.B/C', kind: 'bidi-stream' } as const;
    const { p95Interval, coalescedShare, ...trips } = sampleMetrics.gapMs;
    expect(p95Interval).not.toBe(coalescedShare);
    const shown = (roundTripMs: typeof trips): string | undefined =>
      measuresPart({ ...passed, call, metrics: { ...sampleMetrics, roundTripMs } }, { ...style, width: 200 })[0];
    expect(shown(trips)).toMatch(/round trip +p50 50\.0 ms, p90 51\.6 ms, p95 52\.1 ms, max 61\.2 ms, mean .* n=199/);
    expect(shown({ ...trips, count: 0 })).toContain('none: no message had a reply');
  });
});
