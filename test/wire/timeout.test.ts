import { expect, it } from 'vitest';
import { grpcTimeout } from '../../src/wire/timeout.ts';

it.each([
  [0, '1m'],
  [0.2, '1m'],
  [250, '250m'],
  [1000.5, '1001m'],
  [99_999_999, '99999999m'],
  [100_000_000, '100000S'],
  [1e12, '16666667M'],
  [1e15, '99999999H'],
  [Infinity, '99999999H'],
])('writes %d ms as %s', (ms, text) => {
  expect(grpcTimeout(ms)).toBe(text);
});
