import { describe, expect, it } from 'vitest';
import { decode, decodeJson, encodeJson } from '../../src/schema/codec.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';

const text = 'syntax = "proto3"; message A { string name = 1; int64 count = 2; }';
const registry = createRegistry(compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined));
const desc = registry.getMessage('A')!;

describe('the codec', () => {
  it('carries ProtoJSON to bytes and back', () => {
    const bytes = encodeJson(desc, { name: 'x', count: '9007199254740993' });
    expect(decodeJson(desc, bytes)).toEqual({ name: 'x', count: '9007199254740993' });
    expect(decode(desc, bytes).$typeName).toBe('A');
  });

  it('writes fields without a value only when asked to', () => {
    expect(decodeJson(desc, new Uint8Array(0))).toEqual({});
    expect(decodeJson(desc, new Uint8Array(0), { defaults: true, registry })).toEqual({ name: '', count: '0' });
  });

  it('writes JSON names, or those that are declared', () => {
    const names = 'syntax = "proto3"; message B { string full_name = 1; }';
    const b = createRegistry(compileSources([{ name: 'b.proto', path: 'b.proto', text: names }], () => undefined));
    const bytes = encodeJson(b.getMessage('B')!, { fullName: 'x' });
    expect(decodeJson(b.getMessage('B')!, bytes)).toEqual({ fullName: 'x' });
    expect(decodeJson(b.getMessage('B')!, bytes, { names: 'declared' })).toEqual({ full_name: 'x' });
  });

  it('says what does not fit', () => {
    expect(() => encodeJson(desc, { name: 7 }, registry)).toThrow(/^no A: /);
    expect(() => encodeJson(desc, { nome: 'x' })).toThrow(/nome/);
  });
});
