import { X509Certificate } from 'node:crypto';
import type { CertificateInfo } from '../base/certificate-info.ts';
import { shortAddress } from './subject-name.ts';

/** What the certificate itself says, read back from its PEM. */
export type CertificateFacts = Omit<CertificateInfo, 'role' | 'certificate' | 'key' | 'reused'>;

export function describeCertificate(pem: string): CertificateFacts {
  const read = new X509Certificate(pem);
  return {
    subject: oneLine(read.subject),
    issuer: oneLine(read.issuer),
    names: (read.subjectAltName ?? '')
      .split(', ')
      .filter((name) => name !== '')
      .map((name) => shortAddress(name.slice(name.indexOf(':') + 1))),
    serial: read.serialNumber,
    fingerprint: read.fingerprint256,
    notBefore: new Date(read.validFrom).toISOString(),
    notAfter: new Date(read.validTo).toISOString(),
  };
}

/** Node writes a name with one attribute a line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
