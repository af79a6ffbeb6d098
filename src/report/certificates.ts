import type { CertificateInfo } from '../base/certificate-info.ts';
import { printable } from '../base/text.ts';
import { grid } from './grid.ts';
import type { RenderOptions } from './style.ts';
import { styleOf } from './style.ts';

const ROLES: Readonly<Record<CertificateInfo['role'], string>> = {
  ca: 'authority',
  server: 'server',
  client: 'client',
};

/** What was made, for people: files, names, ends, fingerprints, and what to run next. */
export function renderCertificates(
  certificates: readonly CertificateInfo[],
  next: readonly string[],
  options: RenderOptions,
): string {
  const style = styleOf(options);
  const table = grid(
    [{ title: '' }, { title: 'certificate' }, { title: 'key' }, { title: 'until' }, { title: 'for', flexible: true }],
    certificates.map((each) => [
      ROLES[each.role],
      printable(each.certificate),
      printable(each.key),
      printable(each.notAfter.slice(0, 10)),
      each.reused ? 'kept, as it was' : printable(each.names.join(', ') || commonName(each.subject)),
    ]),
    style,
  );
  const prints = certificates.map(({ role, fingerprint }) => `  ${ROLES[role].padEnd(9)}  ${printable(fingerprint)}`);
  const commands = next.map((command) => `  ${printable(command, 4000)}`);
  return (
    [
      table,
      ['SHA-256 fingerprints:', ...prints].join('\n'),
      [style.chalk.bold('Next, the second pair with mutual TLS:'), ...commands].join('\n'),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function commonName(subject: string): string {
  return subject.replace(/^.*CN=/s, '');
}
