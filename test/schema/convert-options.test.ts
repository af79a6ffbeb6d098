import { FieldOptions_JSType, FieldOptionsSchema } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { convertOptions } from '../../src/schema/convert-options.ts';

describe('convertOptions', () => {
  it('sets what is stated and nothing else', () => {
    const options = convertOptions(FieldOptionsSchema, { packed: false, jstype: 'JS_STRING' }, 'a.proto:1');
    expect([options?.packed, options?.jstype]).toEqual([false, FieldOptions_JSType.JS_STRING]);
    expect(Object.hasOwn(options ?? {}, 'deprecated')).toBe(false);
  });

  it('leaves out custom options and what a descriptor says elsewhere', () => {
    expect(
      convertOptions(FieldOptionsSchema, { '(my.rule)': 1, default: 3, json_name: 'x' }, 'a.proto:1'),
    ).toBeUndefined();
    expect(convertOptions(FieldOptionsSchema, undefined, 'a.proto:1')).toBeUndefined();
  });

  it.each([
    [{ deprecatd: true }, "a.proto:1: there is no option 'deprecatd' here", 'did you mean deprecated?'],
    [{ zzzzzzz: true }, 'there is no option', null],
    [{ packed: 'maybe' }, 'a.proto:1: ', null],
    [{ jstype: 'NOPE' }, 'a.proto:1: ', null],
  ])('refuses %o', (options, message, hint) => {
    expect(() => convertOptions(FieldOptionsSchema, options, 'a.proto:1')).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), hint }),
    );
  });
});
