import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Failure } from '../base/failure.ts';
import { certFile, keyFile } from './files.ts';
import type { CertificateFolder } from './folder.ts';
import type { Identity } from './issue.ts';

const ANOTHER = '--new-ca --force makes a new authority in its place';

/**
 * The authority a folder has, null when it has none.
 * @throws Failure `config` for half of one, and for one that cannot sign until `until` (ms since 1970).
 */
export async function findAuthority(folder: CertificateFolder, until: number): Promise<Identity | null> {
  const [certName, keyName] = [certFile('ca'), keyFile('ca')];
  const [cert, key] = [await folder.read(certName), await folder.read(keyName)];
  if (cert === null && key === null) return null;
  if (cert === null || key === null) {
    const [there, missing] = cert === null ? [keyName, certName] : [certName, keyName];
    throw new Failure('config', `${folder.pathOf(there)} is there without ${missing}`, { hint: ANOTHER });
  }
  const problem = faultOf(cert, key, until);
  if (problem === null) return { cert, key };
  throw new Failure('config', `the authority ${folder.pathOf(certName)} ${problem}`, { hint: ANOTHER });
}

function faultOf(cert: string, key: string, until: number): string | null {
  try {
    const authority = new X509Certificate(cert);
    if (!authority.ca) return 'is no authority: it may not sign certificates';
    if (!authority.checkPrivateKey(createPrivateKey(key))) return `does not belong to ${keyFile('ca')}`;
    if (Date.parse(authority.validTo) >= until) return null;
    return `ends on ${authority.validTo}, before the certificates it is to sign; fewer --days may do`;
  } catch (thrown) {
    return `cannot be used: ${(thrown as Error).message}`;
  }
}
