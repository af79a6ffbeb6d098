import { describe, expect, it } from 'vitest';
import { visibleTo } from '../../src/schema/visible.ts';
import { compileTexts } from '../support/reflection-server.ts';

describe('visibleTo', () => {
  it('is what a file declares, what it imports, and what that imports publicly', () => {
    const files = compileTexts({
      'a.proto': 'edition = "2024"; package p.a; import "b.proto"; import option "e.proto"; message A {}',
      'b.proto': 'syntax = "proto3"; package p.b; import "c.proto"; import public "d.proto"; message B {}',
      'c.proto': 'syntax = "proto3"; package p.c; message C {}',
      'd.proto': 'syntax = "proto3"; package p.d; message D {}',
      'e.proto': 'syntax = "proto3"; package p.e; enum E { X = 0; }',
    });
    const all = new Map(files.map((file) => [file.name, file]));
    const visible = visibleTo(all.get('a.proto')!, all);
    expect([...visible.keys()].toSorted()).toEqual([
      'p',
      'p.a',
      'p.a.A',
      'p.b',
      'p.b.B',
      'p.d',
      'p.d.D',
      'p.e',
      'p.e.E',
      'p.e.X',
    ]);
    expect([visible.get('p.a'), visible.get('p.a.A'), visible.get('p.e.X')]).toEqual(['package', 'message', 'other']);
  });
});
