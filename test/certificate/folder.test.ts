import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CertificateFolder } from '../../src/certificate/folder.ts';

const KEY = { name: 'a-key.pem', text: 'key', secret: true };
const CERT = { name: 'a.pem', text: 'cert', secret: false };

function scratch(): { path: string; folder: CertificateFolder } {
  const path = join(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'deep', 'certs');
  return { path, folder: new CertificateFolder(path, 'certs') };
}

describe('CertificateFolder', () => {
  it('makes itself, keeps keys from others and everything from git, and leaves nothing else behind', async () => {
    const { path, folder } = scratch();
    await folder.write([CERT, KEY]);
    expect(readdirSync(path).toSorted()).toEqual(['.gitignore', 'a-key.pem', 'a.pem']);
    expect(statSync(join(path, 'a-key.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, 'a.pem')).mode & 0o044).not.toBe(0);
    expect(readFileSync(join(path, '.gitignore'), 'utf8')).toMatch(/^\*$/m);
  });

  it('takes the rights of others from a key that it overwrites', async () => {
    const { path, folder } = scratch();
    await folder.write([]);
    writeFileSync(join(path, 'a-key.pem'), 'old');
    chmodSync(join(path, 'a-key.pem'), 0o666);
    await folder.write([KEY]);
    expect(statSync(join(path, 'a-key.pem')).mode & 0o777).toBe(0o600);
    expect(await folder.read('a-key.pem')).toBe('key');
  });

  it('leaves a .gitignore alone that is there', async () => {
    const { path, folder } = scratch();
    await folder.write([]);
    writeFileSync(join(path, '.gitignore'), '*.pem\n');
    await folder.write([CERT]);
    expect(readFileSync(join(path, '.gitignore'), 'utf8')).toBe('*.pem\n');
  });

  it('reads null where there is no file, and names what cannot be read or written as the user would', async () => {
    const { path, folder } = scratch();
    expect(await folder.read('a.pem')).toBeNull();
    await folder.write([CERT]);
    const inFile = new CertificateFolder(join(path, 'a.pem'), 'certs/a.pem');
    const failure = (words: RegExp) => ({ code: 'file', message: expect.stringMatching(words) as string });
    await expect(inFile.read('b.pem')).rejects.toMatchObject(failure(/^cannot read certs\/a\.pem\/b\.pem: ENOTDIR/));
    await expect(inFile.write([KEY])).rejects.toMatchObject(failure(/^cannot make the folder certs\/a\.pem: EEXIST/));
  });

  it('leaves no half of a key where it cannot be put', async () => {
    const { path, folder } = scratch();
    await folder.write([]);
    // A folder of that name cannot be replaced by a file.
    await new CertificateFolder(join(path, 'a-key.pem'), 'x').write([CERT]);
    await expect(folder.write([KEY])).rejects.toMatchObject({ code: 'file' });
    expect(readdirSync(path).toSorted()).toEqual(['.gitignore', 'a-key.pem']);
  });
});
