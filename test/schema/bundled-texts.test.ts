import { describe, expect, it } from 'vitest';
import { BUNDLED_TEXTS } from '../../src/schema/bundled-texts.ts';
import { compileSources } from '../../src/schema/proto-compiler.ts';
import { createRegistry } from '../../src/schema/registry.ts';

describe('BUNDLED_TEXTS', () => {
  it('can all be imported together', () => {
    const imports = [...BUNDLED_TEXTS.keys()].map((name) => `import "${name}";`).join('\n');
    const text = `syntax = "proto3"; ${imports} message A { google.rpc.Status status = 1; google.rpc.Code code = 2; }`;
    const registry = createRegistry(compileSources([{ name: 'a.proto', path: 'a.proto', text }], () => undefined));
    expect(registry.getExtension('google.api.field_behavior')?.number).toBe(1052);
    expect(registry.getEnum('google.rpc.Code')?.values).toHaveLength(17);
  });
});
