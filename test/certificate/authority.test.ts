import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findAuthority } from '../../src/certificate/authority.ts';
import { CertificateFolder } from '../../src/certificate/folder.ts';
import type { Identity } from '../../src/certificate/issue.ts';
import { issue, makeAuthority } from '../../src/certificate/issue.ts';

const DAY = 86_400_000;
const now = Date.now();
const validity = { from: now - DAY, until: now + DAY };

let ca: Identity;
let other: Identity;
let leaf: Identity;

beforeAll(async () => {
  [ca, other] = await Promise.all([makeAuthority('one', validity), makeAuthority('other', validity)]);
  leaf = await issue({ role: 'server', commonName: 'a', names: [] }, validity, ca);
});

async function found(files: Partial<Identity>, until = now): Promise<Identity | null> {
  const folder = new CertificateFolder(mkdtempSync(join(tmpdir(), 'grpc-validate-')), 'certs');
  await folder.write([
    ...(files.cert === undefined ? [] : [{ name: 'ca.pem', text: files.cert, secret: false }]),
    ...(files.key === undefined ? [] : [{ name: 'ca-key.pem', text: files.key, secret: true }]),
  ]);
  return findAuthority(folder, until);
}

describe('findAuthority', () => {
  it('finds the one that is there, and none where there is none', async () => {
    expect(await found(ca)).toEqual(ca);
    expect(await found({})).toBeNull();
  });

  it('refuses half of one', async () => {
    await expect(found({ cert: ca.cert })).rejects.toThrow('certs/ca.pem is there without ca-key.pem');
    await expect(found({ key: ca.key })).rejects.toThrow('certs/ca-key.pem is there without ca.pem');
  });

  it('refuses one that cannot sign, saying what would help', async () => {
    const refused = (message: RegExp) => ({
      code: 'config',
      message: expect.stringMatching(message) as string,
      hint: expect.stringContaining('--new-ca --force') as string,
    });
    await expect(found(leaf)).rejects.toMatchObject(refused(/ca\.pem is no authority/));
    await expect(found({ cert: ca.cert, key: other.key })).rejects.toMatchObject(refused(/does not belong to ca-key/));
    await expect(found({ cert: 'x', key: ca.key })).rejects.toMatchObject(refused(/cannot be used: /));
    await expect(found(ca, now + 2 * DAY)).rejects.toMatchObject(refused(/ends on .*; fewer --days may do/));
  });
});
