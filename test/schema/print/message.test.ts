import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';

describe('addMessage', () => {
  it('prints what is inside in the order options, ranges, enums, fields', () => {
    expect(
      reprinted(
        'message A { optional E e = 1; oneof o { option features = {}; int32 a = 2; A b = 3; } enum E { X = 0; } reserved 9; option deprecated = true; }',
      ).map((line) => line.trim()),
    ).toEqual([
      'message A {',
      'option deprecated = true;',
      'reserved 9;',
      'enum E {',
      'X = 0;',
      '}',
      'optional E e = 1;',
      'oneof o {',
      'int32 a = 2;',
      'A b = 3;',
      '}',
      '}',
    ]);
  });

  it('leaves out the oneofs of proto3 optional', () => {
    expect(reprinted('syntax = "proto3"; message A { optional int32 a = 1; }')).toEqual([
      'message A {',
      '  optional int32 a = 1;',
      '}',
    ]);
  });
});
