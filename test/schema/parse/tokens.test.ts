import { describe, expect, it } from 'vitest';
import { protoTokens } from '../../../src/schema/parse/tokens.ts';

const texts = (source: string): string[] => protoTokens(source, 'a.proto').map(({ text }) => text);

describe('protoTokens', () => {
  it('leaves out space and comments and counts lines', () => {
    const tokens = protoTokens('// one\n/* two\nthree */ message A {\n}', 'a.proto');
    expect(tokens.map(({ text, line }) => `${line}:${text}`)).toEqual(['3:message', '3:A', '3:{', '4:}']);
  });

  it('keeps names, numbers and marks apart', () => {
    expect(texts('a.b c=-1.5e+3;.5 0x1F 017 2.f a/b')).toEqual([
      'a',
      '.',
      'b',
      'c',
      '=',
      '-',
      '1.5e+3',
      ';',
      '.5',
      '0x1F',
      '017',
      '2.f',
      'a',
      '/',
      'b',
    ]);
    expect(protoTokens("a 1 'b' {", 'a.proto').map(({ kind }) => kind)).toEqual(['word', 'number', 'text', 'mark']);
  });

  it('takes strings in both quotes with every escape', () => {
    const [token] = protoTokens(String.raw`"\x41\102\n\'\"\\é\u00e9\U0001F600"`, 'a.proto');
    expect(token?.text).toBe('AB\n\'"\\éé😀');
    expect(texts(`'a "quoted" // word'`)).toEqual(['a "quoted" // word']);
    expect([...(protoTokens(String.raw`"\377\0"`, 'a.proto')[0]?.bytes ?? [])]).toEqual([255, 0]);
  });

  it.each([
    ['message\n"abc', 'a.proto:2: a string does not end'],
    ['"abc\ndef"', 'a.proto:1: a string does not end'],
    ['message /* A', 'a.proto:1: a comment does not end'],
    ['message\n1a', 'a.proto:2: a name cannot begin with a digit'],
  ])('refuses %j', (source, message) => {
    expect(() => protoTokens(source, 'a.proto')).toThrow(message);
  });
});
