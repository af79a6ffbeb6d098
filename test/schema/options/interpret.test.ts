import { FieldOptions_JSType } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

const IMPORT = 'import "google/protobuf/descriptor.proto";';
const DECLARED = `${IMPORT} message Shape { optional int32 corners = 1; repeated Shape parts = 2; map<int32, int32> m = 3; map<string, Shape> held = 4; }
  extend google.protobuf.FieldOptions { optional Shape shape = 50000; optional bool flag = 50001; repeated int32 n = 50002; }
  extend google.protobuf.FileOptions { optional bool of_file = 50000; }`;

/** The options of a field with these between its brackets, in the order they are written. */
const fieldWith = (options: string) =>
  fileOf(`${DECLARED} message M { repeated int32 a = 1 [${options}]; }`).messageType[1]?.field[0]?.options;
const refused = (options: string) => refusalOf(`${DECLARED} message M {\nrepeated int32 a = 1 [${options}]; }`);

describe('interpretOptions', () => {
  it('sets what is stated and nothing else', () => {
    const options = fieldWith('packed = false, jstype = JS_STRING');
    expect([options?.packed, options?.jstype]).toEqual([false, FieldOptions_JSType.JS_STRING]);
    expect(Object.hasOwn(options ?? {}, 'deprecated')).toBe(false);
  });

  it('keeps custom options as the wire has them, one entry a statement', () => {
    const options = fieldWith(
      '(shape).corners = 0, (flag) = false, deprecated = true, (shape).parts = {}, (n) = 1, (n) = 2',
    );
    expect(options?.deprecated).toBe(true);
    expect(options?.$unknown?.map(({ no, data }) => [no, ...data])).toEqual([
      [50000, 2, 8, 0],
      [50001, 0],
      [50000, 2, 18, 0],
      [50002, 1],
      [50002, 2],
    ]);
  });

  it('writes an entry of a map a statement, with the key and the value nobody gave', () => {
    const options = fieldWith('(shape).m = { value: 7 }, (shape).m = { key: 5 }, (shape).held = {}');
    expect(options?.$unknown?.map(({ data }) => [...data].slice(1))).toEqual([
      [26, 4, 8, 0, 16, 7],
      [26, 4, 8, 5, 16, 0],
      [34, 4, 10, 0, 18, 0],
    ]);
  });

  it.each([
    ['deprecatd = true', "there is no option 'deprecatd' here", 'did you mean deprecated?'],
    ['zzzzzzz = true', "there is no option 'zzzzzzz' here", null],
    ['packed = 7', '7 is not true or false', null],
    [
      'jstype = NOPE',
      'NOPE is no value of google.protobuf.FieldOptions.JSType',
      'there are JS_NORMAL, JS_STRING, JS_NUMBER',
    ],
    ['deprecated = true, deprecated = true', "option 'deprecated' is set twice", null],
    ['(flag) = true, (flag) = true', "option '(flag)' is set twice", null],
    ['(nowhere) = 1', "'(nowhere)' is no option here: nothing of that name is imported", null],
    ['(of_file) = true', "'(of_file)' is no option here: it extends google.protobuf.FileOptions", null],
    ['(shape) = 1', '1 is no Shape, which stands in braces', null],
    ['(shape).sides = 1', "there is no option 'sides' here", null],
    ['(shape).parts.corners = 1', "'(shape).parts' is repeated: give each value in braces", null],
    ['(shape).m = 1', "an entry of 'm' is written { key: ... value: ... }", null],
    ['(shape).m.key = 1', "'(shape).m' is repeated: give each value in braces", null],
    ['(shape).held.corners = 1', "'(shape).held' is repeated: give each value in braces", null],
    ['(flag).on = true', "option '(flag)' is no message and has no parts", null],
    ['uninterpreted_option = {}', "there is no option 'uninterpreted_option' here", null],
  ])('refuses %s', (options, message, hint) => {
    const failure = refused(options);
    expect(failure.message).toContain(message);
    expect(failure.message).toMatch(/^a\.proto:4: /);
    if (hint !== null) expect(failure.hint).toBe(hint);
  });
});
