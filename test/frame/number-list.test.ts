import { describe, expect, it } from 'vitest';
import { NumberList } from '../../src/frame/number-list.ts';

describe('NumberList', () => {
  it('keeps numbers in order, however many', () => {
    const list = new NumberList();
    for (let i = 0; i < 100; i += 1) list.add(i * 2 ** 40);
    expect([list.count, list.at[0], list.at[99]]).toEqual([100, 0, 99 * 2 ** 40]);
    list.clear();
    list.add(7);
    expect([list.count, list.at[0]]).toEqual([1, 7]);
  });
});
