import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';
import { fileOf } from '../../support/schema-texts.ts';

/** The names of nested messages, entries of maps and groups among them. */
const nested = (text: string): string[] | undefined => fileOf(text).messageType[0]?.nestedType.map(({ name }) => name);

describe('Members', () => {
  it.each([
    'message M { message A {} map<int32, A> b = 1; message C {} optional group D = 2 {} message E {} }',
    'message M { map<int32, int32> b = 1; message A {} }',
    'message M { extensions 5 to 9; extend M { optional group D = 5 {} } message A {} extend M { optional group E = 6 {} optional int32 f = 7; } optional group G = 1 {} }',
    'message M { oneof o { group A = 1 {} int32 b = 2; group C = 3 {} } message D {} map<int32, M> e = 4; }',
  ])('keep the order of %s', (text) => {
    expect(nested(reprinted(text).join('\n'))).toEqual(nested(text));
  });

  it('names the type of a group where another field has it too', () => {
    const text =
      'message M { optional group G = 1 { optional int32 a = 2; } optional G again = 3; repeated G more = 4; }';
    const printed = reprinted(text).join('\n');
    expect(fileOf(printed).messageType).toEqual(fileOf(text).messageType);
    expect(printed.match(/group G/g)).toHaveLength(1);
  });

  it('give a group of an extension a block of its own, and neighbours one together', () => {
    expect(
      reprinted(
        'message M { extensions 5 to 9; } extend M { optional int32 a = 5; optional int32 b = 6; optional group C = 7 {} }',
      ).slice(3),
    ).toEqual([
      'extend M {',
      '  optional int32 a = 5;',
      '  optional int32 b = 6;',
      '}',
      'extend M {',
      '  optional group C = 7 {}',
      '}',
    ]);
  });
});
