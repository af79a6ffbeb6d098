import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileProtos } from '../../src/schema/proto-compiler.ts';
import { diskSources, importRoot, isImportName, readSource } from '../../src/schema/proto-source.ts';

const PROTOS = new URL('../support/protos/', import.meta.url).pathname;

describe('readSource', () => {
  it('names a file by its path below an import path, else by its base name', () => {
    expect(readSource(`${PROTOS}sub/shared.proto`, [PROTOS]).name).toBe('sub/shared.proto');
    expect(readSource(`${PROTOS}sub/shared.proto`, []).name).toBe('shared.proto');
  });

  it('finds a relative file in an import path', () => {
    expect(readSource('sub/shared.proto', ['/nowhere', PROTOS]).text).toContain('message Shared');
  });

  it('keeps bytes that are no UTF-8 in comments and bytes, and refuses them in strings', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latin1-'));
    try {
      const compiled = (type: string) => {
        const file = join(folder, `${type}.proto`);
        const text = `// caf\u00e9\nmessage A { optional ${type} a = 1\n[default = "\u00e9"]; }`;
        writeFileSync(file, text, 'latin1');
        return compileProtos([file]).file[0]?.messageType[0]?.field[0]?.defaultValue;
      };
      expect(compiled('bytes')).toBe(String.raw`\351`);
      expect(() => compiled('string')).toThrow('string.proto:3: "\ufffd" is not UTF-8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses what is no file', () => {
    expect(() => readSource(PROTOS, [])).toThrow('no such .proto file');
    expect(() => readSource('missing.proto', [PROTOS])).toThrow('missing.proto: no such .proto file');
  });
});

describe('diskSources', () => {
  const importer = readSource(`${PROTOS}everything.proto`, []);

  it('looks in the import paths and beside the importing file', () => {
    expect(diskSources([])('sub/shared.proto', importer)?.text).toContain('message Shared');
    expect(diskSources([`${PROTOS}sub`])('shared.proto', importer)?.name).toBe('shared.proto');
    expect(diskSources([])('nowhere.proto', importer)).toBeUndefined();
    expect(diskSources([])('sub', importer)).toBeUndefined();
  });
});

describe('importRoot', () => {
  it('is the nearest folder above a file from which an import is found', () => {
    expect(importRoot('protos/sub/shared.proto', `${PROTOS}sub/shared.proto`)).toBe('test/support');
    expect(importRoot('nowhere.proto', `${PROTOS}sub/shared.proto`)).toBeUndefined();
  });
});

describe('isImportName', () => {
  it.each(['a.proto', 'a/b.proto', 'a b.proto', '...proto'])('takes %s', (name) => {
    expect(isImportName(name)).toBe(true);
  });

  it.each(['/etc/passwd', '../a.proto', 'a/../b.proto', './a.proto', 'a//b.proto', 'a\\b.proto', ''])(
    'refuses %j',
    (name) => {
      expect(isImportName(name)).toBe(false);
    },
  );
});

describe('compileProtos', () => {
  it('follows imports without import paths', () => {
    expect(compileProtos([`${PROTOS}everything.proto`]).file).toHaveLength(4);
  });
});
