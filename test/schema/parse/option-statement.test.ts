import { describe, expect, it } from 'vitest';
import { optionName, readOption, readOptionList } from '../../../src/schema/parse/option-statement.ts';
import { TokenReader } from '../../../src/schema/parse/token-reader.ts';

const read = (text: string) => readOption(new TokenReader(text, 'a.proto'));

describe('readOption', () => {
  it('reads names with extensions in parentheses', () => {
    const { path, line } = read('\n(.a.b).c.(d.e) = 1');
    expect(path).toEqual([
      { text: '.a.b', extension: true },
      { text: 'c', extension: false },
      { text: 'd.e', extension: true },
    ]);
    expect([optionName(path), line]).toEqual(['(.a.b).c.(d.e)', 2]);
  });

  it.each([
    ['a = true', { kind: 'word', text: 'true' }],
    ['a = -inf', { kind: 'word', text: '-inf' }],
    ['a = -1.5', { kind: 'number', text: '-1.5' }],
    ['a = "x" "y"', { kind: 'text', bytes: Buffer.from('xy') }],
    ['a = {}', { kind: 'message', fields: [] }],
  ])('reads the value of %s', (text, value) => {
    expect(read(text).value).toMatchObject(value);
  });

  it('reads a message in text format', () => {
    const { value } = read('a = { b: 1, c { d: [1, x] } e < > [f.g]: "h"; [i.j/k.L] { } m [ {} ] n: [] }');
    const fields = value.kind === 'message' ? value.fields : [];
    expect(fields.map(({ name, form, value: { kind } }) => `${form} ${name} ${kind}`)).toEqual([
      'field b number',
      'field c message',
      'field e message',
      'extension f.g text',
      'any i.j/k.L message',
      'field m list',
      'field n list',
    ]);
  });

  it.each([
    ['(a = 1', "'=' where ')' after the name of an extension should be"],
    ['a.', 'the name of an option is missing'],
    ['a = ;', "';' where a value should be"],
    ['a = [1]', "'[' where a value should be"],
    ['a = { b 1 }', "'1' where ':' or '{' should be"],
    ['a = { b: [1 2] }', "'2' where ']' after a list should be"],
    ['a = { b: 1', 'the file ends inside a statement'],
    [`a = ${'{ a '.repeat(80)}`, 'a value nested deeper than 64 levels'],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

describe('readOptionList', () => {
  it('reads none, or all between brackets, but those that are none', () => {
    const list = (text: string) => {
      const reader = new TokenReader(text, 'a.proto');
      const special = (): boolean => reader.take('special') && reader.take('=') && reader.take('1');
      return readOptionList(reader, special).map(({ path }) => optionName(path));
    };
    expect(list(';')).toEqual([]);
    expect(list('[a = 1, special = 1, (b) = 2]')).toEqual(['a', '(b)']);
    expect(() => list('[a = 1; b = 2]')).toThrow("';' where ']' after the options should be");
    expect(() => list('[]')).toThrow("']' where the name of an option should be");
  });
});
