import { describe, expect, it } from 'vitest';
import type { CertificateInfo } from '../../src/base/certificate-info.ts';
import { renderCertificates } from '../../src/report/certificates.ts';

const SERVER: CertificateInfo = {
  role: 'server',
  certificate: 'certs/server.pem',
  key: 'certs/server-key.pem',
  reused: false,
  subject: 'O=o, CN=localhost',
  issuer: 'O=o, CN=ca',
  names: ['localhost', '::1'],
  serial: '01',
  fingerprint: 'AA:BB',
  notBefore: '2030-01-01T00:00:00.000Z',
  notAfter: '2030-02-01T00:00:00.000Z',
};

function render(...certificates: CertificateInfo[]): string {
  return renderCertificates(certificates, ['grpc-validate next'], { colour: false, width: 100 });
}

describe('renderCertificates', () => {
  it('tells files, names, end and fingerprint, and what comes next', () => {
    expect(render(SERVER)).toMatch(
      /^server {2}certs\/server\.pem {2}certs\/server-key\.pem {2}2030-02-01 {2}localhost, ::1$/m,
    );
    expect(render(SERVER)).toMatch(/^ {2}server {5}AA:BB$/m);
    expect(render(SERVER)).toMatch(/\n {2}grpc-validate next\n$/);
  });

  it('says when an authority was there before', () => {
    const ca: CertificateInfo = { ...SERVER, role: 'ca', names: [], subject: 'O=o, CN=our CA' };
    expect(render(ca)).toMatch(/our CA$/m);
    expect(render({ ...ca, reused: true })).toMatch(/kept, as it was$/m);
  });

  it('lets no name reach the terminal as a command', () => {
    expect(render({ ...SERVER, names: ['\u001b[2J'] })).not.toContain('\u001b');
  });
});
