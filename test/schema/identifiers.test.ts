import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentifier, checkQualifiedName, isIdentifier, isQualifiedName } from '../../src/schema/identifiers.ts';

describe('isIdentifier', () => {
  it.each(['a', '_', 'canvasId', 'a_1', 'constructor'])('takes %s', (name) => {
    expect(isIdentifier(name)).toBe(true);
  });

  it.each(['', '1a', 'a-b', 'a.b', 'a b', 'ä', '__proto__', 'a\n', 'a){}//', 'x'.repeat(513)])('refuses %j', (name) => {
    expect(isIdentifier(name)).toBe(false);
  });

  it('takes no text that could be code', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isIdentifier(text)) expect(/[^\w]/.test(text)).toBe(false);
      }),
    );
  });
});

describe('isQualifiedName', () => {
  it.each([
    ['a.b.C', true],
    ['.a.b', true],
    ['a', true],
    ['', false],
    ['.', false],
    ['a..b', false],
    ['a.', false],
    ['a.__proto__', false],
  ])('%j: %s', (name, legal) => {
    expect(isQualifiedName(name)).toBe(legal);
  });
});

describe('the checks', () => {
  it('hand a good name back and name the place of a bad one', () => {
    expect(checkIdentifier('good', 'a.proto:1')).toBe('good');
    expect(checkQualifiedName('.very.good', 'a.proto:1')).toBe('.very.good');
    expect(() => checkIdentifier('b\u001bad', 'a.proto:1')).toThrow(
      String.raw`a.proto:1: 'b\u001bad' is not a protobuf identifier`,
    );
    expect(() => checkQualifiedName('b ad', 'a.proto:1')).toThrow("a.proto:1: 'b ad' is not a protobuf name");
  });
});
