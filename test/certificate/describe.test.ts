import { describe, expect, it } from 'vitest';
import { describeCertificate } from '../../src/certificate/describe.ts';
import { issue, makeAuthority } from '../../src/certificate/issue.ts';

describe('describeCertificate', () => {
  it('reads back what was asked for', async () => {
    const validity = { from: Date.UTC(2030, 0, 1), until: Date.UTC(2031, 0, 1) };
    const ca = await makeAuthority('an authority', validity);
    const names = [
      { type: 'dns', value: 'das.example' },
      { type: 'ip', value: '::1' },
    ] as const;
    const { cert } = await issue({ role: 'server', commonName: 'das.example', names }, validity, ca);
    expect(describeCertificate(cert)).toEqual({
      subject: 'O=grpc-validate development, CN=das.example',
      issuer: 'O=grpc-validate development, CN=an authority',
      names: ['das.example', '::1'],
      serial: expect.stringMatching(/^[0-9A-F]+$/) as string,
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
      notBefore: '2030-01-01T00:00:00.000Z',
      notAfter: '2031-01-01T00:00:00.000Z',
    });
    expect(describeCertificate(ca.cert).names).toEqual([]);
  });
});
