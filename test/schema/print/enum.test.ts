import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';

describe('addEnum', () => {
  it('prints options, reserved numbers and values', () => {
    const text = 'enum E { option allow_alias = true; A = -1; B = -1 [deprecated = true]; reserved 5; }';
    expect(reprinted(text)).toEqual([
      'enum E {',
      '  option allow_alias = true;',
      '  reserved 5;',
      '  A = -1;',
      '  B = -1 [deprecated = true];',
      '}',
    ]);
  });
});
