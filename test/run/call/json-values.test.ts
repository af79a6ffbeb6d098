import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonValues } from '../../../src/run/call/json-values.ts';
import type { JsonText } from '../../../src/run/call/json-values.ts';

/** The values of a text that comes in pieces of `size` characters. */
function valuesOf(text: string, size: number = text.length + 1, unwrap = true): JsonText[] {
  const values = new JsonValues({ unwrap });
  const found: JsonText[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...values.push(text.slice(at, at + size)));
  return [...found, ...values.end()];
}

const texts = (text: string, size?: number, unwrap?: boolean): string[] =>
  valuesOf(text, size, unwrap).map((value) => value.text);

describe('JsonValues', () => {
  it.each([
    ['one object', '{"a":{"b":[1,2]}}', ['{"a":{"b":[1,2]}}']],
    ['NDJSON', '{"a":1}\n{"a":2}\r\n\n{"a":3}\n', ['{"a":1}', '{"a":2}', '{"a":3}']],
    ['objects without anything between', '{}{}', ['{}', '{}']],
    ['an array', ' [ {"a":1} , {"a":2} ] ', ['{"a":1}', '{"a":2}']],
    ['arrays', '[1,2]\n[3]', ['1', '2', '3']],
    ['an array in an array', '[[1,2],[3]]', ['[1,2]', '[3]']],
    ['bare words', '17 true null -1.5e3', ['17', 'true', 'null', '-1.5e3']],
    ['bare strings', '"a b" "c\\"}"', ['"a b"', '"c\\"}"']],
    ['brackets in strings', '{"a":"}]{["}{"b":"\\\\"}', ['{"a":"}]{["}', '{"b":"\\\\"}']],
    ['templates', '{"a":{{index}},"b":"{{uuid}}"}', ['{"a":{{index}},"b":"{{uuid}}"}']],
    ['nothing', ' \n ', []],
    ['an empty array', '[]', []],
    ['a byte order mark', '\uFEFF{}', ['{}']],
  ])('tells apart %s', (_, text, values) => {
    for (const size of [1, 3, 1000]) expect(texts(text, size)).toEqual(values);
  });

  it('leaves arrays whole for messages that are arrays', () => {
    expect(texts('[1,2]\n[3]', undefined, false)).toEqual(['[1,2]', '[3]']);
  });

  it('knows the line each value begins on', () => {
    expect(valuesOf('{\n}\n\n{}[\n{},\n5]').map(({ line }) => line)).toEqual([1, 4, 5, 6]);
  });

  it.each([
    ['{"a":1', 'line 1: a value begins here and does not end'],
    ['{}\n"abc', 'line 2: a value begins here and does not end'],
    ['[{}', 'the array does not end'],
    ['[{} {}]', 'comes where a comma or the end of the array should'],
    ['[{},]', '"]" does not belong there'],
    ['[,{}]', '"," does not belong there'],
    ['{},{}', '"," does not belong there'],
    ['{}\n}', 'line 2: "}" does not belong there'],
    ['{}]', '"]" does not belong there'],
  ])('refuses %s', (text, words) => {
    for (const size of [1, 1000]) expect(() => texts(text, size)).toThrow(words);
  });

  it('refuses a value that never ends before it fills the memory', () => {
    const values = new JsonValues({ unwrap: true, most: 100 });
    const piece = `"${'x'.repeat(60)}`;
    values.push(piece);
    expect(() => values.push('x'.repeat(60))).toThrow('line 1: a value begins here and is longer than 100 characters');
  });

  it('gives back whatever JSON.stringify made, in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 20 }), fc.boolean(), (values, size, array) => {
        const written = values.map((value) => JSON.stringify(value));
        const text = array ? `[${written.join(',')}]` : written.map((each) => `${each}\n`).join('');
        expect(texts(text, size, array)).toEqual(written);
      }),
      { numRuns: 200 },
    );
  });

  it('throws nothing but a usage failure, whatever comes', () => {
    const soup = fc
      .array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', ' ', '\n', '1', 'é'))
      .map((c) => c.join(''));
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 9 }), (text, size) => {
        try {
          texts(text, size);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'usage' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
