import { resolve } from 'node:path';
import type { CertificateInfo } from '../../base/certificate-info.ts';
import { Failure } from '../../base/failure.ts';
import { safeJson } from '../../base/text.ts';
import { CERTS_FOLDER } from '../../certificate/files.ts';
import { CertificateFolder } from '../../certificate/folder.ts';
import { makeCertificates } from '../../certificate/make.ts';
import { renderCertificates } from '../../report/certificates.ts';
import type { Io } from '../io.ts';
import type { CertsValues } from '../options/certs.ts';
import { ResultOutput } from '../result-output.ts';
import type { Settings } from '../settings.ts';
import { layoutWidth, useColour } from '../terminal.ts';

/** What to run next, as words of a shell. */
interface NextCommands {
  readonly serve: string;
  readonly stream: string;
  readonly serveMutual: string;
  readonly streamMutual: string;
}

/** `grpc-validate certs`: exit code. */
export async function certs({ values }: Settings<CertsValues>, io: Io): Promise<number> {
  const folder = new CertificateFolder(resolve(io.cwd, values.out), values.out);
  const certificates = await makeCertificates(folder, { ...values, hosts: values.host }, Date.now());
  const next = nextCommands(values, certificates);
  const output = new ResultOutput(io.stdout);
  const style = { colour: useColour(io.stdout, io.env), width: layoutWidth(io.stdout) };
  await output.write(
    values.json
      ? `${safeJson({ schemaVersion: 1, folder: values.out, certificates, next }, 2)}\n`
      : renderCertificates(certificates, Object.values(next), style),
  );
  if (output.failure !== null) throw new Failure('file', output.failure);
  return 0;
}

/** The server with these certificates and the client that trusts them, first without and then with mutual TLS. */
export function nextCommands(
  { out, host }: Pick<CertsValues, 'out' | 'host'>,
  certificates: readonly CertificateInfo[],
): NextCommands {
  const file = (role: CertificateInfo['role'], part: 'certificate' | 'key'): string =>
    quoted(certificates.find((each) => each.role === role)?.[part] ?? '');
  const pair = (role: 'server' | 'client'): string => `--cert ${file(role, 'certificate')} --key ${file(role, 'key')}`;
  const ca = file('ca', 'certificate');
  const serve = `grpc-validate serve spectrogram --tls${out === CERTS_FOLDER ? '' : ` ${pair('server')}`}`;
  const stream = `grpc-validate stream ${dialled(host)}:50051 --tls --ca ${ca}`;
  const job = '--job 12-70788';
  return {
    serve,
    stream: `${stream} ${job}`,
    serveMutual: `${serve} --client-ca ${ca}`,
    streamMutual: `${stream} ${pair('client')} ${job}`,
  };
}

/** The first name a client can dial. */
function dialled(hosts: CertsValues['host']): string {
  const host = hosts.find(({ value }) => !value.startsWith('*')) ?? hosts[0];
  const value = host?.value.replace('*', 'www') ?? 'localhost';
  return value.includes(':') ? `[${value}]` : value;
}

/** A path as one word of a POSIX shell. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
