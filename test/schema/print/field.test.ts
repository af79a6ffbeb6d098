import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';

const same = (head: string, fields: readonly string[]): void => {
  const lines = reprinted(`${head} message M { ${fields.join(' ')} }`);
  expect(lines.slice(1, -1).map((line) => line.trim())).toEqual(fields);
};

describe('fieldText', () => {
  it('prints labels as the syntax has them', () => {
    same('', ['optional int32 a = 1;', 'required string b = 2;', 'repeated M c = 3;']);
    same('syntax = "proto3";', [
      'int32 a = 1;',
      'optional string b = 2;',
      'repeated M c = 3;',
      'map<string, M> d = 4;',
    ]);
    same('edition = "2023";', ['int32 a = 1;', 'repeated M c = 3 [features.message_encoding = DELIMITED];']);
  });

  it('prints defaults and JSON names that are not the usual ones', () => {
    same('', [
      'optional int64 a = 1 [default = -9223372036854775808];',
      'optional bool b = 2 [default = true];',
      String.raw`optional bytes c = 3 [default = "\000\"\377"];`,
      String.raw`optional string d = 4 [default = "é\n"];`,
      'optional double e = 5 [default = -inf];',
      'optional float f = 6 [default = 1.5e-07];',
      'optional string g_h = 8 [json_name = "gH_"];',
    ]);
  });
});
