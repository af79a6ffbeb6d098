import { expect, it } from 'vitest';
import { epochMs } from '../../src/frame/description-time.ts';

const T = Date.UTC(2026, 0);

it.each([
  ['seconds', T / 1000],
  ['seconds as text', String(T / 1000)],
  ['milliseconds, which no number of seconds this century is', T],
])('reads %s', (_, value) => {
  expect(epochMs(value)).toBe(T);
});

it.each([null, undefined, '', 0, -1, 12, 'yesterday', 1e15, true])('does not guess at %j', (value) => {
  expect(epochMs(value)).toBeUndefined();
});
