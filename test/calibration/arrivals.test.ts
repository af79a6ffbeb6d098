import { describe, expect, it } from 'vitest';
import { createMeter } from '../../src/measure/meter.ts';
import type { Measured } from '../../src/measure/meter.ts';
import { arrivalsOf, gapsOf, measure, range, seeded, sortedPercentile } from '../support/measure-arrivals.ts';

/** Three significant digits, and microseconds: all HdrHistogram may add. */
function expectClose(actual: number | null, expected: number): void {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? 0) - expected)).toBeLessThanOrEqual(expected * 0.001 + 0.001);
}

/** Sum by pairs of equals, independent of the source's running formulas. */
function meanAndDeviation(values: readonly number[]): { mean: number; stddev: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, stddev: Math.sqrt(squares / values.length) };
}

describe('a steady stream of 20 fps', () => {
  const { metrics, timeline } = measure(
    range(401).map((i) => 1000 + 50 * i),
    { nominal: { ms: 50, origin: '--fps' } },
    2500,
  );

  it('has its cadence in every number and no spread', () => {
    expect(metrics.fps).toBe(20);
    expect(metrics.throughputMBps).toBeCloseTo(0.05, 12);
    const { min, mean, stddev, p50, p90, p95, p99, max, p95Interval } = metrics.gapMs;
    expect([min, mean, p50, p90, p95, p99, max]).toEqual([50, 50, 50, 50, 50, 50, 50]);
    expect(stddev).toBe(0);
    expect(p95Interval).toEqual([50, 50]);
    expect(metrics.gapMs.p999).toBeNull();
  });

  it('is never late, never jitters and never freezes', () => {
    expect(metrics.latenessMs).toMatchObject({ p50: 0, p95: 0, p99: 0, max: 0, count: 400 });
    expect(metrics.jitterMs).toMatchObject({ final: 0, mean: 0, max: 0, pdvP95: null });
    expect(metrics.freezes).toEqual({ count: 0, totalMs: 0, longestMs: 0, timeShare: 0 });
  });

  it('fills each second of the timeline alike', () => {
    expect(timeline).toHaveLength(21);
    expect(timeline[7]).toEqual({ second: 7, frames: 20, bytes: 50_000, gapMaxMs: 50 });
    expect(timeline[20]).toEqual({ second: 20, frames: 1, bytes: 2500, gapMaxMs: 50 });
  });

  it('counts the time to the first frame from the request and from the dial, and in no gap', () => {
    expect(metrics.firstFrameMs).toBe(40);
    expect(metrics.firstFrameFromDialMs).toBe(45);
    expect(metrics.gapMs.count).toBe(400);
  });
});

describe('a jittered stream of a known distribution', () => {
  const random = seeded(7);
  const arrivals = arrivalsOf(range(5000).map(() => 20 - 4 * Math.log(1 - random())));
  const gaps = gapsOf(arrivals);
  const { metrics } = measure(arrivals);

  it.each([
    ['p50', 50],
    ['p90', 90],
    ['p95', 95],
    ['p99', 99],
    ['p999', 99.9],
  ] as const)('has the %s that sorting gives', (name, percent) => {
    expectClose(metrics.gapMs[name], sortedPercentile(gaps, percent));
  });

  it('has the exact extremes, mean and deviation', () => {
    const { mean, stddev } = meanAndDeviation(gaps);
    expect(metrics.gapMs.min).toBe(Math.min(...gaps));
    expect(metrics.gapMs.max).toBe(Math.max(...gaps));
    expect(metrics.gapMs.mean).toBeCloseTo(mean, 9);
    expect(metrics.gapMs.stddev).toBeCloseTo(stddev, 9);
  });

  it('finds the percentiles of the distribution itself within its confidence interval', () => {
    const truth = 20 - 4 * Math.log(0.05);
    const [low, high] = metrics.gapMs.p95Interval ?? [null, null];
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
  });

  it('covers the true p95 in about 95 of 100 streams', () => {
    const truth = -Math.log(0.05) * 10;
    let covered = 0;
    for (const seed of range(400)) {
      const draw = seeded(1000 + seed);
      const gapMs = measure(arrivalsOf(range(200).map(() => -10 * Math.log(1 - draw())))).metrics.gapMs;
      const [low, high] = gapMs.p95Interval ?? [null, null];
      if (low !== null && high !== null && low <= truth && truth <= high) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.985);
  });
});

describe('a stream that freezes once', () => {
  const gaps = range(300).map((i) => (i === 200 ? 900 : 50));
  const { metrics, timeline } = measure(arrivalsOf(gaps), { nominal: { ms: 50, origin: '--fps' } });

  it('reports the one freeze and its share of time', () => {
    expect(metrics.freezes).toEqual({ count: 1, totalMs: 900, longestMs: 900, timeShare: 900 / (299 * 50 + 900) });
  });

  it('shows in the maximum and not in p99, but in the lateness of all that follows', () => {
    expect(metrics.gapMs.max).toBe(900);
    expectClose(metrics.gapMs.p99, 50);
    expect(metrics.latenessMs?.max).toBe(850);
    expectClose(metrics.latenessMs?.p95 ?? null, 850);
    expectClose(metrics.latenessMs?.p50 ?? null, 0);
  });

  it('names the second in which the gap ended', () => {
    const longest = timeline.filter(({ gapMaxMs }) => gapMaxMs === 900);
    expect(longest.map(({ second }) => second)).toEqual([10]);
  });
});

describe('a stream in bursts', () => {
  const gaps = range(600).map((i) => (i % 3 === 2 ? 148 : 1));
  const { metrics } = measure(arrivalsOf(gaps), { nominal: { ms: 50, origin: '--fps' } });

  it('keeps both sides of the distribution', () => {
    expectClose(metrics.gapMs.p50, 1);
    expectClose(metrics.gapMs.p90, 148);
    expect(metrics.gapMs.mean).toBeCloseTo(50, 9);
    expect(metrics.fps).toBe(20);
  });

  it('is early within a burst, and lateness says so with its sign', () => {
    expectClose(-(metrics.latenessMs?.p50 ?? 0), 49);
    expect(metrics.latenessMs?.max).toBe(0);
  });

  it('is no freeze when the cadence itself is uneven', () => {
    expect(metrics.freezes?.count).toBe(0);
  });
});

describe('a coalesced stream', () => {
  it('gives no gap percentiles when most gaps lie within one read, and says why', () => {
    const { gapMs, fps } = coalesced(3).metrics;
    expect(gapMs.coalescedShare).toBeCloseTo(2 / 3, 12);
    expect([gapMs.p50, gapMs.p90, gapMs.p95, gapMs.p99, gapMs.p95Interval]).toEqual([null, null, null, null, null]);
    expect(gapMs.reason).toBe('66.6 % of the gaps lie between messages that one read of the socket completed');
    expect(gapMs.max).toBe(150);
    expect(fps).toBe(20);
  });

  it('gives them still at exactly one half', () => {
    const { gapMs } = coalesced(2).metrics;
    expect(gapMs.coalescedShare).toBe(0.5);
    expectClose(gapMs.p90, 100);
  });
});

describe('jitter and delay variation against source times', () => {
  const random = seeded(11);
  const delays = range(400).map(() => 30 + 5 * random());
  const sources = range(400).map((i) => 1_790_000_000_000 + 50 * i);

  it('follow the recurrence of RFC 3550 and the definition of RFC 5481', () => {
    const meter = createMeter();
    // Our clock differs from the server's by a constant that must not matter.
    const arrivals = delays.map((delay, i) => 5000 + 50 * i + delay);
    for (const [i, arrival] of arrivals.entries()) {
      meter.message(arrival, 10);
      meter.source(arrival, sources[i] ?? 0);
    }
    meter.sourceKind({ label: 'server_timestamp', resolutionMs: 1 });
    const { jitterMs } = meter.close({ requestAt: 0, dialAt: 0, loopDelayP99Ms: null }).metrics;

    let jitter = 0;
    const series = range(399).map((i) => {
      const d = (delays[i + 1] ?? 0) - (delays[i] ?? 0);
      jitter += (Math.abs(d) - jitter) / 16;
      return jitter;
    });
    expect(jitterMs?.source).toBe('server_timestamp, 1 ms');
    expect(jitterMs?.final).toBeCloseTo(jitter, 3);
    expect(jitterMs?.mean).toBeCloseTo(series.reduce((a, b) => a + b, 0) / 399, 3);
    expect(jitterMs?.max).toBeCloseTo(Math.max(...series), 3);
    const smallest = Math.min(...delays);
    const pdv = sortedPercentile(
      delays.map((delay) => delay - smallest),
      95,
    );
    expect(Math.abs((jitterMs?.pdvP95 ?? 0) - pdv)).toBeLessThan(0.01);
  });
});

/** One read of the socket completes `every` messages. */
function coalesced(every: number): Measured {
  return measure(arrivalsOf(range(600).map((i) => (i % every === every - 1 ? 50 * every : 0))));
}
