import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROLES, keyFile } from '../src/certificate/files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function git(...args: string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return { status, text: stdout ?? '' };
}

const IS_REPOSITORY = git('rev-parse', '--is-inside-work-tree').status === 0;

/** A key as it stands in a file: the line that opens it and base64 below. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/;

describe.skipIf(!IS_REPOSITORY)('the repository', () => {
  it('holds no private key', () => {
    const files = git('ls-files', '-z')
      .text.split('\0')
      .filter((path) => path !== '' && existsSync(join(root, path)));
    expect(files).toContain('certs/README.md');
    expect(files.filter((path) => PRIVATE_KEY.test(readFileSync(join(root, path), 'latin1')))).toEqual([]);
  });

  it('would not take the keys that certs makes', () => {
    const made = ROLES.map((role) => join('certs', keyFile(role)));
    const ignored = git('check-ignore', ...made)
      .text.trim()
      .split('\n');
    expect(ignored).toEqual(made);
    expect(git('check-ignore', 'certs/README.md').status).toBe(1);
  });

  it('would be told by a key that was there', () => {
    const body = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49';
    expect(PRIVATE_KEY.test(['-----BEGIN', 'PRIVATE KEY-----\n'].join(' ') + body)).toBe(true);
  });
});
