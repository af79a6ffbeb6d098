import { describe, expect, it } from 'vitest';
import { compileTexts } from '../support/reflection-server.ts';
import { fileOf, refusalOf } from '../support/schema-texts.ts';

const NESTED = 'syntax = "proto2"; package p; message A { message B { extensions 5 to 9; } }';
const extending = (number: number): string =>
  `syntax = "proto2"; package q; import "a.proto"; message C {\nextend p.A.B { optional int32 x = ${number}; } }`;

describe('checkExtensions', () => {
  it('takes numbers the message leaves to extensions, wherever it is declared', () => {
    expect(() => compileTexts({ 'a.proto': NESTED, 'b.proto': extending(9) })).not.toThrow();
    expect(() =>
      fileOf('message A { extensions 100 to max; } extend A { optional int32 x = 536870911; }'),
    ).not.toThrow();
  });

  it.each([4, 10])('refuses %i, which it does not', (number) => {
    expect(() => compileTexts({ 'a.proto': NESTED, 'b.proto': extending(number) })).toThrow(
      `b.proto:2: p.A.B does not leave number ${number} to extensions`,
    );
  });

  it('refuses to extend a message without extensions', () => {
    expect(refusalOf('message A {}\nextend A { optional int32 x = 1; }').message).toBe(
      'a.proto:2: A does not leave number 1 to extensions',
    );
  });
});
