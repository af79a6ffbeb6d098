import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from '../../base/failure.ts';
import { CERTS_FOLDER, certFile, keyFile } from '../../certificate/files.ts';
import type { ServerTls } from '../../serve/tls.ts';
import type { ServerTlsValues } from '../options/server-tls.ts';
import { readPems } from '../pem.ts';
import type { Settings } from '../settings.ts';
import { toldBy } from '../told.ts';

/**
 * The TLS of a server, files read; without any where plaintext was meant. `cwd`: the folder that `certs` works in.
 * @throws Failure `usage`, `file` or `config`, naming the flag.
 */
export function planServerTls(settings: Settings<ServerTlsValues>, cwd: string): { readonly tls?: ServerTls } {
  const { values } = settings;
  if (!asksForTls(settings)) {
    if (values.clientCa === null) return {};
    throw usage('--client-ca needs TLS', 'add --tls, or --cert FILE --key FILE');
  }
  if ((values.cert === null) !== (values.key === null)) {
    throw usage('--cert and --key go together', 'give both, or --tls alone for what `grpc-validate certs` made');
  }
  const { cert, key } = values.cert === null ? madeFiles(cwd) : values;
  const texts = readPems(
    { cert, key, ca: values.clientCa },
    { cert: toldBy(settings, 'cert'), key: toldBy(settings, 'key'), ca: toldBy(settings, 'clientCa') },
  );
  return {
    tls: {
      cert: texts.cert as string,
      key: texts.key as string,
      ...(texts.ca === undefined ? {} : { clientCa: texts.ca }),
    },
  };
}

/** How a server speaks, for the line that says where it listens: `TLS`, `plaintext`. `epoch`: wall clock, ms. */
export function securityWords(tls: ServerTls | undefined, epoch: number): string {
  if (tls === undefined) return 'plaintext';
  const end = new X509Certificate(tls.cert).validTo;
  const expired = Date.parse(end) < epoch ? `, the certificate expired on ${end}` : '';
  return `${tls.clientCa === undefined ? 'TLS' : 'mutual TLS'}${expired}`;
}

/** `--cert` and `--key` ask for TLS too, unless `--no-tls` was said at a higher level. */
function asksForTls({ values, level, origin }: Settings<ServerTlsValues>): boolean {
  if (values.tls) return true;
  const files = (['cert', 'key'] as const).filter((name) => values[name] !== null);
  const [most] = files.toSorted((one, other) => level(other) - level(one));
  if (most === undefined || origin('tls') === null || level('tls') < level(most)) return most !== undefined;
  if (level('tls') > level(most)) return false;
  throw usage(`--no-tls and --${most} contradict each other`, 'keep one of them');
}

function madeFiles(cwd: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(cwd, CERTS_FOLDER, certFile('server')), join(cwd, CERTS_FOLDER, keyFile('server'))];
  const missing = [cert, key].find((path) => !existsSync(path));
  if (missing === undefined) return { cert, key };
  throw usage(
    `--tls alone takes the certificate of the folder ${CERTS_FOLDER}, and there is no ${missing}`,
    'run `grpc-validate certs` first, or give --cert FILE --key FILE',
  );
}
