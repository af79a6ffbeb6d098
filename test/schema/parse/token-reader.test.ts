import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/base/failure.ts';
import { signedInteger, TokenReader } from '../../../src/schema/parse/token-reader.ts';

const reader = (text: string): TokenReader => new TokenReader(text, 'a.proto');

describe('TokenReader', () => {
  it('steps through marks, names, texts and numbers', () => {
    const read = reader('message .a.B "x" \'y\' -0x10 17; rest');
    expect(read.take('enum')).toBe(false);
    read.expect('message');
    expect(read.qualified('a type')).toBe('.a.B');
    expect(read.text('a text').toString()).toBe('xy');
    expect(read.integer('a number', true)).toBe(-16);
    expect(read.integer('a number')).toBe(17);
    expect([read.is(';'), read.is('rest', 1), read.peek(9).text, read.done]).toEqual([true, true, '', false]);
    expect([read.next().text, read.next().text, read.done]).toEqual([';', 'rest', true]);
  });

  it('takes a text in quotes for no mark', () => {
    expect(reader('"{"').is('{')).toBe(false);
  });

  it.each<[string, (read: TokenReader) => unknown, string]>([
    ['\n5', (read) => read.identifier('a name'), "a.proto:2: '5' where a name should be"],
    ['"a\\nb"', (read) => read.word('a name'), String.raw`a.proto:1: "a\\nb" where a name should be`],
    ['__proto__', (read) => read.identifier('a name'), "a.proto:1: '__proto__' is not a protobuf identifier"],
    ['}', (read) => read.expect(';', 'after a field'), "a.proto:1: '}' where ';' after a field should be"],
    ['-1', (read) => read.integer('a number'), "a.proto:1: '-' where a number should be"],
    ['1.5', (read) => read.integer('a number'), "a.proto:1: '1.5' where a number should be"],
    ['.a', (read) => read.qualified('a name', false), "a.proto:1: '.' where a name should be"],
    ['', (read) => read.text('a text'), 'a.proto:1: the file ends inside a statement: a text is missing'],
    ['', (read) => read.next(), 'a.proto:1: the file ends inside a statement'],
  ])('says what %j lacks', (text, use, message) => {
    expect(() => use(reader(text))).toThrow(expect.objectContaining({ code: 'config', message }));
  });

  it('makes faults of another line, with a hint', () => {
    expect(reader('a\nb').fault('why', 'try', 2)).toMatchObject({ message: 'a.proto:2: why', hint: 'try' });
    expect(reader('a').fault('why')).toBeInstanceOf(Failure);
  });
});

describe('signedInteger', () => {
  it.each([
    ['0', 0n],
    ['017', 15n],
    ['-0xFF', -255n],
    ['18446744073709551615', 18446744073709551615n],
    ['08', undefined],
    ['1.0', undefined],
    ['', undefined],
  ])('reads %j as %s', (text, value) => {
    expect(signedInteger(text)).toBe(value);
  });
});
