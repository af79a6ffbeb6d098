import { describe, expect, it } from 'vitest';
import { mergeGaps } from '../../src/measure/gaps.ts';
import { Histogram } from '../../src/measure/histogram.ts';
import { poolMetrics } from '../../src/measure/pool.ts';
import { arrivalsOf, gapsOf, measure, range, seeded, sortedPercentile } from '../support/measure-arrivals.ts';

const random = seeded(3);
const shards = range(4).map((shard) =>
  arrivalsOf(
    range(900 + shard).map(() => 10 + 30 * random() ** 3),
    1000 + shard,
  ),
);
const all = shards.flatMap(gapsOf);

describe('merging shards', () => {
  it('gives the very histogram one recording of all values gives', () => {
    const whole = new Histogram();
    for (const gap of all) whole.record(gap * 1000);
    const merged = new Histogram();
    for (const shard of shards) {
      const part = new Histogram();
      for (const gap of gapsOf(shard)) part.record(gap * 1000);
      merged.merge(Histogram.decode(part.encode()));
    }
    expect(merged.encode()).toBe(whole.encode());
    expect(merged.count).toBe(all.length);
  });

  it('gives the summary of one stream with all gaps, from the summaries alone', () => {
    const merged = mergeGaps(shards.map((shard) => measure(shard).metrics.gapMs));
    const direct = measure(arrivalsOf(all)).metrics.gapMs;
    expect(merged.count).toBe(all.length);
    expect(merged.min).toBe(Math.min(...all));
    expect(merged.max).toBe(Math.max(...all));
    expect(merged.mean).toBeCloseTo(direct.mean ?? Number.NaN, 9);
    expect(merged.stddev).toBeCloseTo(direct.stddev ?? Number.NaN, 9);
    expect(Math.abs((merged.p99 ?? 0) - sortedPercentile(all, 99))).toBeLessThan(0.05);
    expect(merged.p95).toBeCloseTo(direct.p95 ?? Number.NaN, 2);
  });

  it('pools streams that run side by side at the sum of their rates', () => {
    const streams = range(3).map((i) => measure(range(101).map((k) => 1000 + i + 50 * k)));
    const pooled = poolMetrics(streams);
    expect(pooled?.fps).toBeCloseTo(300 / 5.002, 9);
    expect(pooled?.fpsPerStream).toEqual({ min: 20, median: 20, max: 20 });
    expect(pooled?.gapMs.count).toBe(300);
    expect(pooled?.gapMs.p99).toBe(50);
  });
});
