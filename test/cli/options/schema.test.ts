import { describe, expect, it } from 'vitest';
import { SCHEMA, schemaFiles } from '../../../src/cli/options/schema.ts';
import { settle } from '../../../src/cli/settings.ts';

describe('schema options', () => {
  const of = (flags: [string, string[]][], env: Record<string, string> = {}) =>
    schemaFiles(settle(SCHEMA, { flags: new Map(flags), env, config: { path: null, entries: new Map() } }).values);

  it('name no file unless told', () => {
    expect(of([])).toEqual({ protos: [], importPaths: [], protosets: [] });
  });

  it('may be given several times, and in a variable with commas between', () => {
    expect(of([['proto', ['a.proto', 'b.proto']]], { GRPC_VALIDATE_IMPORT_PATH: 'x, y' })).toEqual({
      protos: ['a.proto', 'b.proto'],
      importPaths: ['x', 'y'],
      protosets: [],
    });
  });

  it('know the name ghz has for import paths', () => {
    expect(SCHEMA.importPath.aliases).toEqual(['import-paths']);
  });
});
