import { describe, expect, it } from 'vitest';
import { looksLikeMs, requestSeconds } from '../../../src/run/focus/request-time.ts';

const NOW = 1_767_225_600_400;

describe('requestSeconds', () => {
  it.each([
    [1_767_225_600, 1_767_225_600],
    ['1767225600', 1_767_225_600],
    ['now', 1_767_225_600],
    ['now-10m', 1_767_225_000],
    [' now - 90s ', 1_767_225_510],
    ['NOW-1h30m', 1_767_220_200],
    ['now-10', 1_767_225_590],
  ])('reads %j', (value, expected) => {
    expect(requestSeconds(value, NOW)).toBe(expected);
  });

  it.each(['now+10m', 'now-', 'now-soon', 'yesterday', '', -5, Infinity, true, {}])('does not read %j', (value) => {
    expect(requestSeconds(value, NOW)).toBeUndefined();
  });
});

it('knows milliseconds from seconds', () => {
  expect([looksLikeMs(NOW), looksLikeMs(NOW / 1000)]).toEqual([true, false]);
});
