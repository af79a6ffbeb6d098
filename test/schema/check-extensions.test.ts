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

  it('takes numbers beyond those of fields in message sets alone, and there nothing but messages', () => {
    const extended = (set: boolean, field: string): string =>
      `message S { extensions 4 to max; option message_set_wire_format = ${set}; }\nextend S { ${field} = 2000000000; }`;
    expect(fileOf(extended(true, 'optional S x')).extension[0]?.number).toBe(2_000_000_000);
    expect(refusalOf(extended(false, 'optional S x')).message).toBe(
      'a.proto:2: S does not leave number 2000000000 to extensions',
    );
    for (const field of ['optional int32 x', 'repeated S x']) {
      expect(refusalOf(extended(true, field)).message).toBe(
        'a.proto:2: S is a message set, extended by optional messages alone',
      );
    }
  });

  it('refuses to extend a message without extensions', () => {
    expect(refusalOf('message A {}\nextend A { optional int32 x = 1; }').message).toBe(
      'a.proto:2: A does not leave number 1 to extensions',
    );
  });
});
