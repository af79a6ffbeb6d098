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

  it('of a message set have a max of their own', () => {
    const set = 'message A { option message_set_wire_format = true; extensions 4 to 536870911, 600000000 to max; }';
    expect(reprinted(set).slice(1, -1)).toEqual([
      '  option message_set_wire_format = true;',
      '  extensions 4 to 536870911;',
      '  extensions 600000000 to max;',
    ]);
  });

  it('of enums may be below zero, and names stand without quotes in editions', () => {
    const [, reserved, names] = reprinted(
      'edition = "2023"; enum E { X = 0; reserved -5 to -3, 8, 100 to max; reserved A, B; }',
    );
    expect([reserved, names]).toEqual(['  reserved -5 to -3, 8, 100 to max;', '  reserved A, B;']);
  });
});
