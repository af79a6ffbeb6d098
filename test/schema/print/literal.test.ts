import { assert, double, float, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protoTokens } from '../../../src/schema/parse/tokens.ts';
import { floatLiteral, quoted, quotedBytes } from '../../../src/schema/print/literal.ts';

const read = (literal: string): Uint8Array => protoTokens(literal, 'a.proto')[0]?.bytes ?? new Uint8Array(0);

describe('quoted', () => {
  it('keeps letters of any script and escapes what a terminal would not show', () => {
    expect(quoted('é שלום "a"\\\n\t\u001b\u202e\u0000')).toBe(String.raw`"é שלום \"a\"\\\n\t\033\342\200\256\000"`);
  });

  it('is read back as it was', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        expect(Buffer.from(read(quoted(text))).toString('utf8')).toBe(text);
      }),
    );
  });
});

describe('quotedBytes', () => {
  it('is ASCII, and is read back as it was', () => {
    assert(
      property(uint8Array(), (bytes) => {
        const literal = quotedBytes(bytes);
        expect(literal).toMatch(/^[\x20-\x7e]*$/);
        expect([...read(literal)]).toEqual([...bytes]);
      }),
    );
  });
});

describe('floatLiteral', () => {
  it.each([
    [0.1, true, '0.1'],
    [Math.fround(0.1), true, '0.1'],
    [Math.fround(0.1), false, '0.10000000149011612'],
    [-12, false, '-12'],
    [-0, false, '-0.0'],
    [Infinity, false, 'inf'],
    [-Infinity, true, '-inf'],
    [Number.NaN, true, 'nan'],
  ])('writes %s (float: %s) as %s', (value, single, text) => {
    expect(floatLiteral(value, single)).toBe(text);
  });

  it('tells every number from its neighbours', () => {
    assert(
      property(float({ noNaN: true, noDefaultInfinity: true }), (value) =>
        Object.is(Math.fround(Number(floatLiteral(value, true))), value),
      ),
    );
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (value) =>
        Object.is(Number(floatLiteral(value, false)), value),
      ),
    );
  });
});
