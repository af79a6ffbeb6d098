import { randomBytes } from 'node:crypto';
import type { CertificateInfo } from '../base/certificate-info.ts';
import { usage } from '../base/failure.ts';
import { findAuthority } from './authority.ts';
import { describeCertificate } from './describe.ts';
import type { Role } from './files.ts';
import { certFile, keyFile, ROLES } from './files.ts';
import type { CertificateFolder } from './folder.ts';
import type { Identity, Validity } from './issue.ts';
import { issue, makeAuthority } from './issue.ts';
import type { SubjectName } from './subject-name.ts';
import { clientNames } from './subject-name.ts';

export interface Wanted {
  /** Names of the server, one at least. */
  readonly hosts: readonly SubjectName[];
  readonly clientName: string;
  /** Validity of the server's and the client's certificate. */
  readonly days: number;
  /** Overwrite what is there. */
  readonly force: boolean;
  /** Make an authority also where there is one. */
  readonly newCa: boolean;
}

const DAY_MS = 86_400_000;
/** The clock of another machine may be a little behind ours. */
const LEEWAY_MS = 5 * 60_000;
const AUTHORITY_DAYS = 365;
/** Longest common name (RFC 5280, ub-common-name). */
const LONGEST_NAME = 64;

/**
 * Makes a server and a client certificate and the authority that signs both, unless the folder has one; writes them and
 * tells what each says. `now`: wall clock, ms since 1970.
 * @throws Failure `usage` for files that would be overwritten, `config` for an authority that cannot sign, `file`.
 */
export async function makeCertificates(
  folder: CertificateFolder,
  wanted: Wanted,
  now: number,
): Promise<readonly CertificateInfo[]> {
  const validity = { from: now - LEEWAY_MS, until: now + wanted.days * DAY_MS };
  const found = wanted.newCa ? null : await findAuthority(folder, validity.until);
  const made: readonly Role[] = found === null ? ROLES : ROLES.filter((role) => role !== 'ca');
  if (!wanted.force) await refuseToOverwrite(folder, made, found !== null);
  const ca = found ?? (await newAuthority(validity));
  const [host] = wanted.hosts;
  const identities: Readonly<Record<Role, Identity>> = {
    ca,
    server: await issue(
      { role: 'server', commonName: shortName(host?.value, 'server'), names: wanted.hosts },
      validity,
      ca,
    ),
    client: await issue(
      { role: 'client', commonName: wanted.clientName, names: clientNames(wanted.clientName) },
      validity,
      ca,
    ),
  };
  await folder.write(
    made.flatMap((role) => [
      { name: certFile(role), text: identities[role].cert, secret: false },
      { name: keyFile(role), text: identities[role].key, secret: true },
    ]),
  );
  return ROLES.map((role) => ({
    role,
    certificate: folder.pathOf(certFile(role)),
    key: folder.pathOf(keyFile(role)),
    reused: !made.includes(role),
    ...describeCertificate(identities[role].cert),
  }));
}

async function refuseToOverwrite(folder: CertificateFolder, roles: readonly Role[], keepsCa: boolean): Promise<void> {
  const names = roles.flatMap((role) => [certFile(role), keyFile(role)]);
  const texts = await Promise.all(names.map((name) => folder.read(name)));
  const there = names.filter((_, i) => texts[i] !== null);
  if (there.length === 0) return;
  const hint = keepsCa
    ? '--force overwrites them; the authority that is there signs the new ones too'
    : '--force overwrites them; what the old authority signed is then trusted no more';
  throw usage(`${folder.shown} already holds ${there.join(', ')}`, hint);
}

/** Named apart from every other of ours, so that a client that trusts the wrong one is told so. */
function newAuthority({ from, until }: Validity): Promise<Identity> {
  const name = `grpc-validate development CA ${randomBytes(4).toString('hex')}`;
  return makeAuthority(name, { from, until: Math.max(until, from + AUTHORITY_DAYS * DAY_MS) });
}

function shortName(name: string | undefined, otherwise: string): string {
  return name === undefined || name.length > LONGEST_NAME ? otherwise : name;
}
