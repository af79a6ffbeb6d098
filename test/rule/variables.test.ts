import { describe, expect, it } from 'vitest';
import { kindOf, needsPrevious } from '../../src/rule/variables.ts';

describe('kindOf', () => {
  it.each([
    [['message', 'gapMs'], 'message'],
    [['count', 'status'], 'end'],
    [['count', 'index'], 'mixed'],
    [['State'], null],
    [[], null],
  ])('of a rule that names %j', (names, kind) => {
    expect(kindOf(new Set(names))).toBe(kind);
  });
});

describe('needsPrevious', () => {
  it.each([
    [['previous'], true],
    [['gapMs', 'message'], true],
    [['first', 'message', 'elapsedMs', 'index'], false],
  ])('of a rule that names %j', (names, needs) => {
    expect(needsPrevious(new Set(names))).toBe(needs);
  });
});
