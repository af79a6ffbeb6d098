import { describe, expect, it } from 'vitest';
import {
  choice,
  count,
  flag,
  number,
  onByDefault,
  positive,
  range,
  showRange,
  size,
  text,
  texts,
  time,
} from '../../src/cli/kinds.ts';

describe('kinds of options', () => {
  it.each([
    ['time', time(null, ''), '250ms', 250, ['0', 'soon', '']],
    ['size', size(null, ''), '4MiB', 4_194_304, ['0', 'big', '-1']],
    ['count', count(null, '', 1, 10), '10', 10, ['0', '11', '1.5', 'x', '']],
    ['positive', positive(null, ''), '0.5', 0.5, ['0', '-1', 'Infinity', '']],
    ['number', number(null, ''), '-3.5', -3.5, ['x', '', 'NaN']],
    ['text', text('<t>', null, ''), 'abc', 'abc', ['']],
    ['texts', texts('<t>', ''), 'abc', 'abc', ['']],
    ['choice', choice(['a', 'b'], 'a', ''), 'b', 'b', ['c', '']],
    ['flag', flag(''), 'yes', true, ['maybe', '']],
    ['onByDefault', onByDefault(''), '0', false, ['maybe']],
  ] as const)('%s takes what it says and nothing else', (_, option, good, value, bad) => {
    expect(option.parse(good)).toBe(value);
    expect(bad.map((wrong) => option.parse(wrong))).toEqual(bad.map(() => undefined));
    expect(option.takes).not.toBe('');
  });

  it('range checks its ends and shows itself as it is written', () => {
    const ids = range('', 'ids', ({ min }) => min >= 1);
    expect(ids.parse('1..50')).toEqual({ min: 1, max: 50 });
    expect([ids.parse('0..5'), ids.parse('5')]).toEqual([undefined, undefined]);
    expect(ids.show?.({ min: 1, max: 50 })).toBe('1..50');
    expect(ids.show?.(null)).toBeNull();
    expect([showRange({ min: -Infinity, max: 0 }), showRange({ min: 3, max: Infinity })]).toEqual(['..0', '3..']);
  });
});
