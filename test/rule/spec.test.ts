import { describe, expect, it } from 'vitest';
import { checkUnique, parseRule } from '../../src/rule/spec.ts';

describe('parseRule', () => {
  it('takes the name to the first colon and leaves the rest to CEL', () => {
    expect(parseRule(' seq-1 : message.at > timestamp("2026-01-01T00:00:00Z") ')).toEqual({
      name: 'seq-1',
      expression: 'message.at > timestamp("2026-01-01T00:00:00Z")',
      severity: 'error',
      tolerate: 0,
      message: null,
      origin: '--rule',
    });
  });

  it.each([
    ['message.value > 0', /is no rule/],
    ['', /is no rule/],
    ['name:', /is no rule/],
    [': message.good', /"" is no name/],
    ['a b: message.good', /"a b" is no name/],
    ['protovalidate: message.good', /name of the schema's own/],
    ['a\u001b[31m: message.good', /is no name/],
  ])('refuses %j', (text, words) => {
    expect(() => parseRule(text)).toThrow(words);
  });
});

describe('checkUnique', () => {
  it('names both places of a name given twice', () => {
    const twice = [parseRule('a: message.good', 'rules.yaml:2'), parseRule('a: message.good')];
    expect(() => checkUnique(twice)).toThrow('--rule: there are two rules named a, first in rules.yaml:2');
    expect(() => checkUnique(twice.slice(1))).not.toThrow();
  });
});
