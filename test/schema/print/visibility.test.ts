import { describe, expect, it } from 'vitest';
import { reprinted } from '../../support/print.ts';

describe('visibilityWord', () => {
  it('is printed where an edition says so', () => {
    const text = 'edition = "2024"; export message A { local enum E { X = 0; } } message B {}';
    expect(reprinted(text)).toEqual([
      'export message A {',
      '  local enum E {',
      '    X = 0;',
      '  }',
      '}',
      'message B {}',
    ]);
  });
});
