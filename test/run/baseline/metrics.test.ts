import { describe, expect, it } from 'vitest';
import type { BaselineComparison } from '../../../src/base/baseline.ts';
import type { BenchRepeat } from '../../../src/base/bench-result.ts';
import { compareMetrics } from '../../../src/run/baseline/metrics.ts';
import { repeated } from '../../support/repeats.ts';

function compared(
  metric: string,
  key: 'fps' | 'gapP50' | 'gapP95',
  before: readonly (number | null)[],
  after: readonly (number | null)[],
): BaselineComparison {
  const sides = [before, after].map((values) => repeated(key, values)) as [BenchRepeat[], BenchRepeat[]];
  const found = compareMetrics(...sides, 0.2).find((each) => each.metric === metric);
  if (found === undefined) throw new Error(`no ${metric}`);
  return found;
}

describe('compareMetrics', () => {
  it('tells a regression with both medians, how much worse and the limit', () => {
    expect(compared('gap-p95', 'gapP95', [10, 10.1, 9.9], [15, 15.2, 14.9])).toEqual({
      metric: 'gap-p95',
      unit: 'ms',
      better: 'lower',
      baseline: { median: 10, min: 9.9, max: 10.1, spread: expect.closeTo(0.1, 9) as number },
      now: { median: 15, min: 14.9, max: 15.2, spread: expect.closeTo(0.15, 9) as number },
      worse: 0.5,
      limit: 12,
      verdict: 'regressed',
    });
  });

  it.each([
    ['fps', [100, 101, 99], [70, 71, 72], 'regressed'],
    ['fps', [100, 101, 99], [85, 86, 87], 'within limit'],
    ['fps', [100, 101, 99], [99.5, 100.5, 98.5], 'within noise'],
    ['fps', [100, 101, 99], [130, 131, 132], 'improved'],
    ['fps', [100, 101, 99], [80, 80, 80], 'within limit'],
    ['fps', [100, 101, 99], [79.9, 79.9, 79.9], 'regressed'],
    ['gap-p50', [10, 10, 10], [12, 12, 12], 'within limit'],
    ['gap-p50', [10, 10, 10], [12.1, 12.1, 12.1], 'regressed'],
    ['gap-p50', [10, 10, 10], [9, 9, 9], 'improved'],
    ['gap-p50', [0.01, 0.01, 0.01], [0.05, 0.05, 0.05], 'within noise'],
    ['gap-p50', [0.01, 0.01, 0.01], [0.07, 0.07, 0.07], 'regressed'],
    ['gap-p50', [0, 0, 0], [1, 1, 1], 'regressed'],
  ] as const)('%s from %j to %j is %s', (metric, before, after, verdict) => {
    expect(compared(metric, metric === 'fps' ? 'fps' : 'gapP50', before, after).verdict).toBe(verdict);
  });

  it('does not call a regression what scatters as far, nor a pass', () => {
    const scattered = compared('fps', 'fps', [100, 140, 60], [70, 71, 72]);
    expect(scattered).toMatchObject({ verdict: 'not comparable', worse: expect.closeTo(0.29, 9) as number });
    expect(scattered.reason).toMatch(/scatter by 40 %/);
  });

  it('goes by the repeats that have a metric, as long as there are 3 of them a side', () => {
    expect(compared('gap-p95', 'gapP95', [10, null, 10, 10], [10, 10, 10]).verdict).toBe('within noise');
    expect(compared('gap-p95', 'gapP95', [10, 10, 10], [null, 10, 10])).toMatchObject({
      verdict: 'not comparable',
      baseline: { median: 10 },
      now: null,
      reason: 'not estimable in 0 of 3 repeats of the baseline and 1 of 3 repeats now',
    });
    expect(compared('gap-p95', 'gapP95', [null, 10, 10], [null, null, null])).toMatchObject({
      baseline: null,
      now: null,
    });
  });
});
