import { evaluate } from '@marcbachmann/cel-js';
import { describe, expect, it } from 'vitest';
import { showValue } from '../../src/rule/show-value.ts';

describe('showValue', () => {
  it.each([
    ['4', '4'],
    ['4u', '4'],
    ['1.5', '1.5'],
    ['true', 'true'],
    ['null', 'null'],
    ['"a\\u001b[31m"', '"a\\\\u001b[31m"'],
    ['b"abc"', '3 bytes'],
    ['[1, 2, 3, 4, 5, 6]', '[1, 2, 3, 4, ... 6 in all]'],
    ['timestamp("2026-01-01T00:00:00Z")', '2026-01-01T00:00:00.000Z'],
  ])('shows %s', (expression, shown) => {
    expect(showValue(evaluate(expression))).toBe(shown);
  });

  it('shows maps by their first entries, and messages by what they are', () => {
    expect(showValue(new Map([['a', 1n]]))).toBe('{"a": 1}');
    expect(showValue(Object.create({ seq: 1 }) as object)).toBe('a message');
    expect(showValue(new Date(Number.NaN))).toBe('no time');
  });
});
