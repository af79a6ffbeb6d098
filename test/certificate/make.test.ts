import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CertificateFolder } from '../../src/certificate/folder.ts';
import type { Wanted } from '../../src/certificate/make.ts';
import { makeCertificates } from '../../src/certificate/make.ts';

const NOW = Date.UTC(2030, 0, 1);
const DAY = 86_400_000;
const WANTED: Wanted = {
  hosts: [{ type: 'dns', value: 'localhost' }],
  clientName: 'recorder',
  days: 30,
  force: false,
  newCa: false,
};

function scratch() {
  const path = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
  const folder = new CertificateFolder(path, 'certs');
  const make = (wanted: Partial<Wanted> = {}) => makeCertificates(folder, { ...WANTED, ...wanted }, NOW);
  return { path, folder, make };
}

describe('makeCertificates', () => {
  it('makes an authority and what it signs, good from a little while ago', async () => {
    const { path, make } = scratch();
    const made = await make();
    expect(made.map(({ role, reused }) => [role, reused])).toEqual([
      ['ca', false],
      ['server', false],
      ['client', false],
    ]);
    const [ca, server, client] = made;
    expect([server?.names, client?.names, ca?.names]).toEqual([['localhost'], ['recorder'], []]);
    expect(new Set(made.map(({ issuer }) => issuer))).toEqual(new Set([ca?.subject]));
    expect(made.map(({ notBefore }) => NOW - Date.parse(notBefore))).toEqual([300_000, 300_000, 300_000]);
    expect([server, client].map((each) => Date.parse(each?.notAfter ?? '') - NOW)).toEqual([30 * DAY, 30 * DAY]);
    expect(Date.parse(ca?.notAfter ?? '')).toBeGreaterThan(NOW + 360 * DAY);
    expect(made.flatMap(({ certificate, key }) => [certificate, key]).toSorted()).toEqual(
      readdirSync(path)
        .filter((name) => name !== '.gitignore')
        .map((name) => `certs/${name}`)
        .toSorted(),
    );
  });

  it('makes an authority that outlives what it signs', async () => {
    const [ca, server] = await scratch().make({ days: 800 });
    expect(ca?.notAfter).toBe(server?.notAfter);
  });

  it('overwrites nothing unless told to, and says what is there', async () => {
    const { folder, make, path } = scratch();
    await make();
    const before = await folder.read('server.pem');
    await expect(make()).rejects.toMatchObject({
      code: 'usage',
      message: 'certs already holds server.pem, server-key.pem, client.pem, client-key.pem',
      hint: expect.stringContaining('--force') as string,
    });
    await expect(make({ newCa: true })).rejects.toThrow(/ca\.pem, ca-key\.pem, server\.pem/);
    expect(await folder.read('server.pem')).toBe(before);
    for (const name of ['server.pem', 'server-key.pem', 'client.pem', 'client-key.pem']) rmSync(join(path, name));
    expect((await make()).map(({ reused }) => reused)).toEqual([true, false, false]);
  });

  it('keeps the authority that is there, unless another is asked for', async () => {
    const { make } = scratch();
    const [first] = await make();
    const [kept, server] = await make({ force: true });
    expect([kept?.fingerprint, kept?.reused]).toEqual([first?.fingerprint, true]);
    expect(server?.issuer).toBe(first?.subject);
    const [another] = await make({ force: true, newCa: true });
    expect(another?.reused).toBe(false);
    expect(another?.subject).not.toBe(first?.subject);
  });

  it('names a server whose name is too long for a common name all the same', async () => {
    const value = `${'a'.repeat(60)}.example`;
    const [, server] = await scratch().make({ hosts: [{ type: 'dns', value }] });
    expect([server?.subject, server?.names]).toEqual(['O=grpc-validate development, CN=server', [value]]);
  });
});
