import { describe, expect, it } from 'vitest';
import { baselineBlocks } from '../../src/base/baseline.ts';

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
