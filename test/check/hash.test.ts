import { describe, expect, it } from 'vitest';
import { fold } from '../../src/check/hash.ts';

describe('fold', () => {
  it('depends on every word and on their order', () => {
    const of = (...words: number[]): number => words.reduce((hash, word) => fold(hash, word), 0);
    expect(of(1, 2, 3)).toBe(of(1, 2, 3));
    expect(new Set([of(1, 2, 3), of(3, 2, 1), of(1, 2), of(1, 2, 4), of(1, 3, 2)]).size).toBe(5);
  });
});
