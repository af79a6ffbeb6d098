import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CertificateInfo } from '../../../src/base/certificate-info.ts';
import { certs, nextCommands } from '../../../src/cli/commands/certs.ts';
import { CERTS } from '../../../src/cli/options/certs.ts';
import { testIo } from '../../support/io.ts';
import { settingsOf } from '../../support/settings.ts';

const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));

describe('certs', () => {
  it('puts what it makes below the working folder, and lists it', async () => {
    const io = testIo({ cwd });
    expect(await certs(settingsOf(CERTS, {}), io)).toBe(0);
    expect(existsSync(join(cwd, 'certs', 'client-key.pem'))).toBe(true);
    expect(io.out()).toContain('certs/client-key.pem');
    expect(io.out()).toContain('grpc-validate serve spectrogram --tls\n');
  });

  it('lists it as JSON too, without a key', async () => {
    const io = testIo({ cwd });
    await certs(settingsOf(CERTS, { json: true, out: 'other', host: ['das.example', '10.0.0.5'] }), io);
    const { schemaVersion, folder, certificates, next } = JSON.parse(io.out()) as {
      schemaVersion: number;
      folder: string;
      certificates: CertificateInfo[];
      next: Record<string, string>;
    };
    expect([schemaVersion, folder, certificates.length]).toEqual([1, 'other', 3]);
    expect(certificates[1]).toMatchObject({
      role: 'server',
      key: 'other/server-key.pem',
      names: ['das.example', '10.0.0.5'],
    });
    expect(next['stream']).toContain('stream das.example:50051 --tls --ca other/ca.pem');
    expect(io.out()).not.toMatch(/BEGIN|PRIVATE/);
  });

  it('says so when the list cannot be written', async () => {
    const io = testIo({ cwd, refuse: Object.assign(new Error('no space'), { code: 'ENOSPC' }) });
    await expect(certs(settingsOf(CERTS, { force: true }), io)).rejects.toMatchObject({ code: 'file' });
  });
});

describe('nextCommands', () => {
  const named = (role: CertificateInfo['role']): CertificateInfo =>
    ({ role, certificate: `my certs/${role}.pem`, key: `my certs/${role}-key.pem` }) as CertificateInfo;

  it('are one word a path, also with blanks in it, and dial a name there can be', () => {
    const hosts = [
      { type: 'dns', value: '*.example' },
      { type: 'ip', value: '::1' },
    ] as const;
    const next = nextCommands({ out: 'my certs', host: hosts }, [named('ca'), named('server'), named('client')]);
    expect(next.serve).toBe(
      "grpc-validate serve spectrogram --tls --cert 'my certs/server.pem' --key 'my certs/server-key.pem'",
    );
    expect(next.streamMutual).toContain("[::1]:50051 --tls --ca 'my certs/ca.pem' --cert 'my certs/client.pem'");
    const [wildcard] = hosts;
    expect(nextCommands({ out: 'certs', host: [wildcard] }, [named('ca')]).stream).toContain('www.example:50051');
  });
});
