import { describe, expect, it } from 'vitest';
import { looksAtMessages } from '../../../src/run/call/watcher.ts';

describe('looksAtMessages', () => {
  it('is true of a watcher for which messages have to be decoded', () => {
    expect(looksAtMessages({ message: () => {} })).toBe(true);
    expect(looksAtMessages({ end: () => [] })).toBe(false);
  });
});
