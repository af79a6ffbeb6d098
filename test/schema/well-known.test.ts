import { describe, expect, it } from 'vitest';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';
import { WELL_KNOWN } from '../../src/schema/well-known.ts';

describe('WELL_KNOWN', () => {
  it('makes each of its files importable, with what it imports itself', () => {
    for (const name of WELL_KNOWN.keys()) {
      const text = `syntax = "proto3"; import "${name}";`;
      const set = compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined);
      expect(createRegistry(set).getFile(name)?.proto.name).toBe(name);
    }
  });
});
