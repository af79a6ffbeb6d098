import { describe, expect, it } from 'vitest';
import { Distribution } from '../../src/measure/distribution.ts';

function of(values: readonly number[]): Distribution {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution;
}

describe('Distribution', () => {
  it('names no percentile below its samples', () => {
    expect(of([1, 2, 3, 4]).quantile(0.5)).toBeNull();
    expect(of([1, 2, 3, 4, 5]).quantile(0.5)).toBeCloseTo(3, 2);
  });

  it('never names a percentile outside the exact extremes', () => {
    expect(of([50, 50, 50, 50, 50]).quantile(0.5)).toBe(50);
    expect(of([0, 0, 0, 0, 0]).quantile(0.5)).toBe(0);
  });

  it('has no rank outside its count, and none when empty', () => {
    expect(new Distribution().atRank(1)).toBeNull();
    expect(of([1]).atRank(2)).toBeNull();
    expect(of([1]).atRank(0)).toBeNull();
  });

  it('is carried whole by its state', () => {
    const copy = of([3]);
    copy.merge(structuredClone(of([1, 2]).state));
    copy.merge(new Distribution().state);
    expect(copy.count).toBe(3);
    expect(copy.moments.mean).toBe(2);
    expect(copy.atRank(3)).toBe(3);
    copy.destroy();
  });

  it('counts values above the hour, whose maximum stays exact', () => {
    const distribution = of([4e6]);
    expect(distribution.above).toBe(1);
    expect(distribution.moments.max).toBe(4e6);
    expect(distribution.encode()).not.toBeNull();
    expect(new Distribution().encode()).toBeNull();
  });
});
