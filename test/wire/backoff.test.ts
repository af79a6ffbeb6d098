import { expect, it } from 'vitest';
import { backoffMs } from '../../src/wire/backoff.ts';

it.each([
  [1, 0.5, 2000],
  [2, 0.5, 3200],
  [3, 0.5, 5120],
  [1, 0, 1600],
  [1, 1, 2400],
  [20, 0.5, 120_000],
  [20, 1, 144_000],
])('waits by the formula after attempt %i with a draw of %f', (attempt, draw, ms) => {
  expect(backoffMs(attempt, 2000, 120_000, () => draw)).toBeCloseTo(ms, 6);
});
