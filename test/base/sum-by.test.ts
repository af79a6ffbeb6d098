import { expect, it } from 'vitest';
import { sumBy } from '../../src/base/sum-by.ts';

it('sums under each name, in the order in which they first came', () => {
  const entries = [
    ['b', 1],
    ['a', 2],
    ['b', 3],
  ] as const;
  expect(sumBy(entries)).toEqual([
    ['b', 4],
    ['a', 2],
  ]);
  expect(sumBy([])).toEqual([]);
});
