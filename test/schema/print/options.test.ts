import { describe, expect, it } from 'vitest';
import { bracketed } from '../../../src/schema/print/options.ts';
import { reprinted } from '../../support/print.ts';

const OPTIONS = `syntax = "proto3"; package o; import "google/protobuf/descriptor.proto";
  message Shape { int32 corners = 1; repeated Shape parts = 2; }
  extend google.protobuf.MessageOptions { Shape shape = 50000; repeated string tags = 50001; bool flag = 50002; }`;

const options = (statements: string, head = 'syntax = "proto3";'): string[] =>
  reprinted(`${head} import "o.proto"; message M { ${statements} }`, { 'o.proto': OPTIONS })
    .slice(1, -1)
    .map((line) => line.trim());

describe('printOptions', () => {
  it('prints plain ones first, then custom ones by number, merged into one statement each', () => {
    expect(
      options(
        'option (o.flag) = false; option (o.tags) = "a"; option (o.tags) = "b"; option (o.shape).corners = 3; option (o.shape).parts = {}; option deprecated = true;',
      ),
    ).toEqual([
      'option deprecated = true;',
      'option (o.shape) = { corners: 3 parts {} };',
      'option (o.tags) = "a";',
      'option (o.tags) = "b";',
      'option (o.flag) = false;',
    ]);
  });

  it('prints features one a statement, those of languages too', () => {
    expect(
      options(
        'option features.json_format = ALLOW; string a = 1 [features = { field_presence: IMPLICIT [pb.cpp] { string_type: CORD } }];',
        'edition = "2023"; import "google/protobuf/cpp_features.proto";',
      ),
    ).toEqual([
      'option features.json_format = ALLOW;',
      'string a = 1 [features.field_presence = IMPLICIT, features.(pb.cpp) = { string_type: CORD }];',
    ]);
  });
});

describe('bracketed', () => {
  it.each([
    [[], [], ''],
    [['a = 1'], [], ' [a = 1]'],
    [['a = 1', 'b = 2'], [7], ' [a = 1, b = 2 /* an option with number 7 */]'],
    [[], [7], ' /* an option with number 7 */'],
  ])('of %j and unknown %j is %j', (statements, unknown, text) => {
    expect(bracketed(statements, unknown)).toBe(text);
  });
});
