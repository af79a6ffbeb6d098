import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';

describe('ranges', () => {
  it('of messages are printed to their last number, and to max', () => {
    expect(
      reprinted('message A { extensions 4, 100 to 199, 1000 to max; reserved 5, 7 to 9; reserved "a", "b"; }').slice(
        1,
        -1,
      ),
    ).toEqual([
      '  extensions 4;',
      '  extensions 100 to 199;',
      '  extensions 1000 to max;',
      '  reserved 5, 7 to 9;',
      '  reserved "a", "b";',
    ]);
  });

  it('of enums may be below zero, and names stand without quotes in editions', () => {
    const [, reserved, names] = reprinted(
      'edition = "2023"; enum E { X = 0; reserved -5 to -3, 8, 100 to max; reserved A, B; }',
    );
    expect([reserved, names]).toEqual(['  reserved -5 to -3, 8, 100 to max;', '  reserved A, B;']);
  });
});
