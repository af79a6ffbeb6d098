import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../../src/base/result.ts';
import { CHECKS, EMBEDDED } from '../../../src/cli/options/checks.ts';

describe('check options', () => {
  it('run all families unless told otherwise', () => {
    expect(CHECKS.checks.fallback).toBe(FAMILIES.join(','));
    expect(CHECKS.failOn.fallback).toBe('error');
  });

  it('commit no fault unless asked to', () => {
    expect([EMBEDDED.fault.fallback, EMBEDDED.quirk.fallback, EMBEDDED.embedded.fallback]).toEqual([null, null, false]);
  });
});
