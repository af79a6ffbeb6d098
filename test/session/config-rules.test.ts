import { describe, expect, it } from 'vitest';
import type { FieldRule } from '../../src/session/config-rules.ts';
import { flag, oneOf, seconds, text, whole } from '../../src/session/config-rules.ts';

const RULES: readonly (readonly [name: string, rule: FieldRule<never>, good: unknown[], bad: unknown[]])[] = [
  ['flag', flag(true) as FieldRule<never>, [true, false], ['true', 1, null]],
  ['oneOf', oneOf(['a', 'b'], 'a') as FieldRule<never>, ['a', 'b'], ['c', 'A', 1, null]],
  ['whole', whole(1, 5, 2) as FieldRule<never>, [1, 5], [0, 6, 1.5, '3', Number.NaN, null]],
  ['seconds', seconds(60, 10) as FieldRule<never>, [0.001, 60], [0, -1, 60.1, Infinity, Number.NaN, '10', null]],
  ['seconds or null', seconds(60, null, 'or null') as FieldRule<never>, [null, 1], [0, 61]],
  ['text', text(3, 'a') as FieldRule<never>, ['a', 'abc', 'äöü'], ['', 'abcd', 3, null]],
  ['text or null', text(3, null, 'or null') as FieldRule<never>, [null, 'a'], ['', 'abcd']],
];

describe.each(RULES)('%s', (_, { accepts, takes }, good, bad) => {
  it.each(good)('accepts %j', (value) => expect(accepts(value)).toBe(true));
  it.each(bad)('refuses %j', (value) => expect(accepts(value)).toBe(false));
  it('says what it takes', () => expect(takes).not.toBe(''));
});
