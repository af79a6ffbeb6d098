import { describe, expect, it } from 'vitest';
import { DescriptionFields, isRecord, isUnknown, shown, toNumber } from '../../src/frame/description-fields.ts';

describe('fields of a description', () => {
  it('are numbers, also where they are written as text', () => {
    const fields = new DescriptionFields({ a: 50, b: ' 50 ', c: '1e1' });
    expect(['a', 'b', 'c'].map((key) => fields.count(key))).toEqual([50, 50, 10]);
    expect(fields.contradictions).toEqual([]);
  });

  it('are unknown when absent, null or empty, which is no contradiction', () => {
    const fields = new DescriptionFields({ a: null, b: ' ', c: undefined });
    expect(['a', 'b', 'c', 'd'].map((key) => fields.count(key))).toEqual([undefined, undefined, undefined, undefined]);
    expect(['a', 'b'].map((key) => fields.text(key))).toEqual([undefined, undefined]);
    expect(fields.contradictions).toEqual([]);
  });

  it.each([0, -3, 2.5, 'many', true, [], {}, '0x', 'NaN'])('are no count when they hold %j', (value) => {
    const fields = new DescriptionFields({ amount: value });
    expect(fields.count('amount')).toBeUndefined();
    expect(fields.contradictions).toEqual([`amount is ${JSON.stringify(value)}, not a positive whole number`]);
  });

  it('are text, also where they are numbers', () => {
    const fields = new DescriptionFields({ a: ' 12-70788 ', b: 70788, c: {} });
    expect(['a', 'b', 'c'].map((key) => fields.text(key))).toEqual(['12-70788', '70788', undefined]);
  });

  it('are shown short and safe', () => {
    expect(shown('a\u001b[31m'.repeat(99)).length).toBeLessThan(100);
    expect(shown('\u202e')).not.toContain('\u202e');
    expect(shown(undefined)).toBe('undefined');
  });

  it('tell objects from lists, and numbers from what merely converts to one', () => {
    expect([{}, [], null, 'a'].map((value) => isRecord(value))).toEqual([true, false, false, false]);
    expect([null, '', 0, false].map((value) => isUnknown(value))).toEqual([true, true, false, false]);
    expect([true, [], null, '', '7', Infinity].map((value) => toNumber(value))).toEqual([
      ...[undefined, undefined, undefined, undefined, 7],
      undefined,
    ]);
  });
});
