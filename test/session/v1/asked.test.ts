import { describe, expect, it } from 'vitest';
import { commandIdOf, readCommandId, readWish } from '../../../src/session/v1/asked.ts';

describe('readWish', () => {
  it.each([
    [{}, { rate: 0, count: Infinity }],
    [{ 'x-command-rate': '2.5' }, { rate: 2.5, count: Infinity }],
    [
      { 'x-command-rate': ' 10 ', 'x-command-count': '50' },
      { rate: 10, count: 50 },
    ],
    [{ 'x-command-rate': ['3', '4'] }, { rate: 3, count: Infinity }],
  ])('%j -> %j', (metadata, wish) => {
    expect(readWish(metadata)).toEqual(wish);
  });

  it.each([
    { 'x-command-rate': 'fast' },
    { 'x-command-rate': '-1' },
    { 'x-command-rate': '10001' },
    { 'x-command-rate': '1e3' },
    { 'x-command-count': '1.5' },
    { 'x-command-count': '100000001' },
  ])('refuses %j', (metadata) => {
    expect(() => readWish(metadata)).toThrow(expect.objectContaining({ code: 3 }));
  });
});

describe('the ids of numbered commands', () => {
  it.each(['a', 'a/b', '', '12'])('of %j are read back', (clientId) => {
    expect(readCommandId(commandIdOf(clientId, 7))).toEqual({ clientId, n: 7 });
  });

  it.each(['', 'a', 'a/', 'a/x', 'a/1x'])('are not %j', (id) => {
    expect(readCommandId(id)).toBeNull();
  });
});
