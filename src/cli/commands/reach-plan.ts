import { usage } from '../../base/failure.ts';
import type { Reach } from '../../run/plan.ts';
import { chooseSecurity, parseTarget } from '../../wire/target.ts';
import type { ConnectionValues } from '../options/connection.ts';
import type { PemTexts } from '../pem.ts';
import { readPems } from '../pem.ts';
import type { Settings } from '../settings.ts';
import type { Told } from '../told.ts';
import { toldBy } from '../told.ts';

/**
 * How the target is reached, certificates read. `restTls`: there is a REST server that is spoken to over TLS.
 * @throws Failure `usage` or `file`, naming the flag.
 */
export function planReach(settings: Settings<ConnectionValues>, targetText: string, restTls = false): Reach {
  const { values } = settings;
  if (values.insecure) {
    throw usage(
      '--insecure means different things in different tools and is refused',
      'say --plaintext for no TLS, or --skip-verify for TLS without checking the certificate',
    );
  }
  const target = parseTarget(targetText);
  const { security } = chooseSecurity(target, values);
  const needsTls = (['ca', 'cert', 'key', 'servername'] as const).find((name) => values[name] !== null);
  // Behind an HTTPS Focus Server these are for the REST calls, and the stream itself is often plaintext.
  if (security === 'plaintext' && !restTls && (needsTls ?? values.skipVerify)) {
    throw usage(
      `--${needsTls ?? 'skip-verify'} needs TLS, and ${target.address} is spoken to in plaintext`,
      'add --tls',
    );
  }
  if ((values.cert === null) !== (values.key === null)) {
    throw usage('--cert and --key go together', 'a client certificate is no use without its private key');
  }
  return {
    target,
    security,
    tls: {
      ...planPems(settings),
      ...(values.servername === null ? {} : { servername: values.servername }),
      skipVerify: values.skipVerify,
    },
    ...(values.authority === null ? {} : { authority: values.authority }),
    connectTimeoutMs: values.connectTimeout,
    retries: values.retries,
    retryDelayMs: values.retryDelay,
    retryMaxDelayMs: values.retryMaxDelay,
    windowSize: values.windowSize,
    streams: 1,
    ...(values.keepalive === null ? {} : { keepaliveMs: values.keepalive }),
    client: values.client,
  };
}

/** The texts of `--ca`, `--cert` and `--key`; throws a Failure naming flag and path for a file that cannot be used. */
export function planPems(settings: Settings<ConnectionValues>): PemTexts {
  const from = (key: 'ca' | 'cert' | 'key'): Told => toldBy(settings, key);
  return readPems(settings.values, { ca: from('ca'), cert: from('cert'), key: from('key') });
}
