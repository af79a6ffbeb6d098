import { describe, expect, it } from 'vitest';
import { parseRules, readRuleFile } from '../../src/rule/rule-file.ts';
import { scratchFile } from '../support/scratch.ts';

const FILE = `
- name: positive
  expression: message.value > 0.0
- name: steady
  severity: warning
  tolerate: 2%
  message: too long a gap
  expression: gapMs < 200
`;

describe('parseRules', () => {
  it('reads every part, with the line of each expression', () => {
    expect(parseRules(FILE, 'rules.yaml')).toEqual([
      {
        name: 'positive',
        expression: 'message.value > 0.0',
        severity: 'error',
        tolerate: 0,
        message: null,
        origin: 'rules.yaml:3',
      },
      {
        name: 'steady',
        expression: 'gapMs < 200',
        severity: 'warning',
        tolerate: 0.02,
        message: 'too long a gap',
        origin: 'rules.yaml:8',
      },
    ]);
  });

  it('reads JSON, and a list under "rules"', () => {
    const rule = { name: 'a', expression: 'count > 1' };
    expect(parseRules(JSON.stringify([rule]), 'r.json')).toMatchObject([rule]);
    expect(parseRules(JSON.stringify({ rules: [rule] }), 'r.json')).toMatchObject([rule]);
  });

  it('may keep a rule switched off', () => {
    expect(parseRules('- name: a\n  severity: off\n  expression: count > 1', 'r.yaml')[0]?.off).toBe('r.yaml:2');
  });

  it.each([
    ['', /r\.yaml: a file of rules is a list/],
    ['a: 1', /a file of rules is a list/],
    ['[]', /the list of rules is empty/],
    ['- 3', /r\.yaml:1: a rule has a name and an expression/],
    ['- name: a', /r\.yaml:1: the rule has no expression/],
    ['- expression: message.good', /the rule has no name/],
    ['- name: a\n  expresion: x', /r\.yaml:2: a rule has no "expresion"/],
    ['- name: a\n  expression: [1]', /r\.yaml:2: expression takes a text/],
    [
      '- name: a\n  severity: fatal\n  expression: count > 1',
      /r\.yaml:2: severity is error, warning or off, not fatal/,
    ],
    ['- name: a\n  tolerate: 2\n  expression: count > 1', /r\.yaml:2: tolerate takes a share/],
    ['- name: a b\n  expression: count > 1', /r\.yaml:1: "a b" is no name/],
    ['- name: "a', /r\.yaml:1: /],
  ])('refuses %j', (text, words) => {
    expect(() => parseRules(text, 'r.yaml')).toThrow(words);
  });
});

describe('readRuleFile', () => {
  it('reads a file, and names one it cannot read', () => {
    expect(readRuleFile(scratchFile('rules.yaml', FILE))).toHaveLength(2);
    expect(() => readRuleFile('/no/such.yaml')).toThrow('/no/such.yaml: the rules cannot be read');
  });
});
