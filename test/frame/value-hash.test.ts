import { describe, expect, it } from 'vitest';
import { fold } from '../../src/frame/value-hash.ts';

describe('fold', () => {
  it('changes whenever either chain alone does', () => {
    const some = Array.from({ length: 2000 }, (_, i) => Math.imul(i, 0x9e37_79b1));
    expect(new Set(some.map((chain) => fold(chain, 7))).size).toBe(some.length);
    expect(new Set(some.map((chain) => fold(7, chain))).size).toBe(some.length);
  });
});
