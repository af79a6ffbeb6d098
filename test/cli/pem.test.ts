import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPem } from '../../src/cli/pem.ts';

const folder = mkdtempSync(join(tmpdir(), 'grpc-validate-'));

describe('readPem', () => {
  it('reads PEM, and refuses what is absent or none, naming the flag', () => {
    writeFileSync(join(folder, 'a.pem'), '-----BEGIN X-----\n');
    writeFileSync(join(folder, 'b.pem'), 'hello');
    expect(readPem('--ca', join(folder, 'a.pem'))).toBe('-----BEGIN X-----\n');
    expect(() => readPem('--ca', join(folder, 'none.pem'))).toThrow(/^--ca cannot read/);
    expect(() => readPem('--key', join(folder, 'b.pem'))).toThrow(/^--key: .* holds no PEM/);
  });
});
