import { describe, expect, it } from 'vitest';
import { COALESCED_LIMIT, coalescedReason } from '../../src/measure/coalesce.ts';

describe('coalescedReason', () => {
  it('never rounds a share up past the truth', () => {
    expect(coalescedReason(0.99999)).toMatch(/^99\.9 % of the gaps/);
    expect(coalescedReason(COALESCED_LIMIT + 0.001)).toMatch(/^50\.1 %/);
  });
});
