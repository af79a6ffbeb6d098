import { describe, expect, it } from 'vitest';
import { checkFieldNumber, convertContext, within } from '../../src/schema/convert-context.ts';
import { readOutline } from '../../src/schema/proto-outline.ts';

describe('convertContext', () => {
  const context = convertContext(readOutline('syntax = "proto3";\nmessage A {\n  int32 b = 1;\n}', 'a.proto'));

  it('finds file and line of a declaration, else the file', () => {
    expect([context.at('A.b'), context.at('nothing')]).toEqual(['a.proto:3', 'a.proto']);
  });

  it('orders declarations as the text does, unknown ones last', () => {
    expect(context.order('A')).toBeLessThan(context.order('A.b'));
    expect(context.order('nothing')).toBeGreaterThan(context.order('A.b'));
  });
});

describe('within', () => {
  it('joins a scope and a name', () => {
    expect([within('', 'a'), within('a.b', 'c')]).toEqual(['a', 'a.b.c']);
  });
});

describe('checkFieldNumber', () => {
  it.each([1, 18_999, 20_000, 536_870_911])('takes %d', (number) => {
    expect(() => checkFieldNumber(number, 'x')).not.toThrow();
  });

  it.each([0, 19_000, 19_999, 536_870_912])('refuses %d', (number) => {
    expect(() => checkFieldNumber(number, 'x')).toThrow(`x: ${number} is not a legal field number`);
  });
});
