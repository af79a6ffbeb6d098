import { describe, expect, it } from 'vitest';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { packagesOf, symbolsOf } from '../../src/schema/symbols.ts';

describe('symbolsOf', () => {
  it('names everything a file declares', () => {
    const text = `syntax = "proto2"; package p.q;
      message M { optional int32 f = 1; oneof o { int32 g = 2; } enum E { V = 0; } message N { } extensions 9; }
      enum F { W = 0; } extend M { optional int32 x = 9; } service S { rpc R(M) returns (M); }`;
    const file = compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined).file[0]!;
    expect(Object.fromEntries(symbolsOf(file))).toEqual({
      'p.q.M': 'message',
      'p.q.M.N': 'message',
      'p.q.M.E': 'enum',
      'p.q.M.V': 'other',
      'p.q.M.f': 'other',
      'p.q.M.g': 'other',
      'p.q.M.o': 'other',
      'p.q.F': 'enum',
      'p.q.W': 'other',
      'p.q.x': 'other',
      'p.q.S': 'service',
      'p.q.S.R': 'other',
    });
  });
});

describe('packagesOf', () => {
  it('lists a package and those around it', () => {
    expect(packagesOf('a.b.c')).toEqual(['a', 'a.b', 'a.b.c']);
    expect(packagesOf('')).toEqual([]);
  });
});
