import { describe, expect, it } from 'vitest';
import { baselineBlocks, isEstimable } from '../../src/base/baseline.ts';

describe('isEstimable', () => {
  const side = { median: 1, min: 1, max: 1, spread: 0 };

  it('is what one side at least has', () => {
    expect(isEstimable({ baseline: side, now: null })).toBe(true);
    expect(isEstimable({ baseline: null, now: side })).toBe(true);
    expect(isEstimable({ baseline: null, now: null })).toBe(false);
  });
});

describe('baselineBlocks', () => {
  it.each(['regressed', 'not comparable'] as const)('keeps a run that is %s from passing', (verdict) => {
    expect(baselineBlocks({ verdict })).toBe(true);
  });

  it.each(['improved', 'within noise', 'within limit'] as const)('lets one pass that is %s', (verdict) => {
    expect(baselineBlocks({ verdict })).toBe(false);
  });

  it('has no say without a baseline', () => {
    expect(baselineBlocks(undefined)).toBe(false);
  });
});
