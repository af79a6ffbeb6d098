import { KeyObject } from 'node:crypto';
import { loadX509 } from '../../src/certificate/x509.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;

/** A self-signed EC certificate, its own authority, for `localhost`, unless other names are given. */
export async function certificate(
  options: { readonly names?: readonly string[]; readonly from?: number; readonly until?: number } = {},
): Promise<Certificate> {
  const { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } = await loadX509();
  const names = options.names ?? ['localhost'];
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [names[0] ?? 'localhost'] }],
    keys,
    notBefore: new Date(options.from ?? Date.now() - DAY_MS),
    notAfter: new Date(options.until ?? Date.now() + 30 * DAY_MS),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...(options.names ? [] : [{ type: 'ip' as const, value: '127.0.0.1' }]),
      ]),
    ],
  });
  return {
    cert: `${made.toString('pem')}\n`,
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
