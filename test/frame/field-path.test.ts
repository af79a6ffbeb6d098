import { describe, expect, it } from 'vitest';
import { fieldOf, fieldPath } from '../../src/frame/field-path.ts';
import { userLayout } from '../support/frame-layouts.ts';

const { input, output } = userLayout().layout.descriptor;

describe('fieldPath', () => {
  it('follows a path through messages', () => {
    expect(fieldPath(input, 'which.job', 'x').map(({ number }) => number)).toEqual([1, 1]);
  });

  it('goes through nothing but single messages', () => {
    expect(() => fieldPath(input, 'most.job', 'x: part')).toThrow("x: part: 'most.job' passes through a field");
    expect(() => fieldPath(output, 'body.more.lines', 'x: part')).toThrow('passes through a field');
  });
});

describe('fieldOf', () => {
  it('names the nearest field, else all', () => {
    expect(() => fieldOf(input, 'wich', 'x')).toThrow(
      expect.objectContaining({ message: "x: test.nested.Query has no field 'wich'", hint: 'did you mean which?' }),
    );
    expect(() => fieldOf(input, 'zzzzzzzz', 'x')).toThrow(
      expect.objectContaining({ hint: 'test.nested.Query has which, most' }),
    );
  });
});
