import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { ConnectionOptions, PeerCertificate, SecureContext, TLSSocket } from 'node:tls';
import { connect, createSecureContext } from 'node:tls';
import { Failure, usage } from '../base/failure.ts';
import type { TlsInfo } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { formatMs } from '../base/units.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import { PhaseError } from './dial-causes.ts';
import type { Target } from './target.ts';
import { thrownText } from './thrown.ts';
import { tlsCause } from './tls-causes.ts';

/** PEM texts and names; all optional. */
export interface TlsOptions {
  readonly ca?: Buffer | string;
  readonly cert?: Buffer | string;
  readonly key?: Buffer | string;
  /** Name sent as SNI and looked for in the certificate, in place of the target's host. */
  readonly servername?: string;
  /** Any certificate will do. */
  readonly skipVerify?: boolean;
}

/** Reads keys and certificates once, before dialling; throws a usage or config failure when they cannot be used. */
export function secureContext(options: TlsOptions): SecureContext {
  if ((options.cert === undefined) !== (options.key === undefined)) {
    throw usage(
      'a client certificate needs its key, and a key its certificate',
      'give both --cert FILE and --key FILE',
    );
  }
  const { ca, cert, key } = options;
  if (ca !== undefined) checkAuthorities(ca.toString());
  try {
    return createSecureContext({
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    });
  } catch (thrown) {
    throw unusable(`the certificate or the key cannot be used: ${thrownText(thrown)}`, thrown);
  }
}

/** OpenSSL passes over authorities it cannot read, without a word. */
function checkAuthorities(pem: string): void {
  const blocks = pem.match(/-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs) ?? [];
  try {
    blocks.map((block) => new X509Certificate(block));
  } catch (thrown) {
    throw unusable(`an authority's certificate cannot be read: ${thrownText(thrown)}`, thrown);
  }
  if (blocks.length === 0) throw unusable('the file of authorities holds no certificate');
}

function unusable(message: string, cause?: unknown): Failure {
  const hint = '--ca, --cert and --key take PEM files, the key without a passphrase and belonging to the certificate';
  return new Failure('config', message, { hint, cause });
}

/**
 * TLS on a connected socket, ALPN `h2` chosen. Throws a PhaseError, with what the peer had shown of itself; `raw` is then
 * of no more use. `epoch`: wall clock, ms.
 */
export function startTls(
  raw: Socket,
  target: Target,
  context: SecureContext,
  options: TlsOptions,
  limit: AttemptLimit,
  epoch: number,
): Promise<TLSSocket> {
  const message = `${target.address} did not finish the TLS handshake within ${formatMs(limit.totalMs)}`;
  return limit.run<TLSSocket>(
    (resolve, reject) => {
      const socket = connect(handshake(raw, target, context, options));
      let shown: { tls?: TlsInfo } = {};
      // Node emits this before it judges the certificate; by the time of the error the certificate is gone.
      socket.prependListener('secure', () => {
        shown = { tls: tlsInfo(socket, options.skipVerify === true, epoch) };
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        const hello = socket.getProtocol() !== null && Object.keys(socket.getPeerCertificate()).length > 0;
        const [cause, message] = tlsCause(error, { serverHello: hello, clientCert: options.cert !== undefined });
        reject(new PhaseError(cause, `${target.address}: ${message}`, { cause: error, ...shown }));
      });
      socket.once('secureConnect', () => {
        if (socket.alpnProtocol === 'h2') resolve(socket);
        else {
          const tls = tlsInfo(socket, options.skipVerify === true, epoch);
          reject(
            new PhaseError('tls-no-alpn', `${target.address} finished TLS but did not choose h2 by ALPN`, { tls }),
          );
          socket.destroy();
        }
      });
      return () => socket.destroy();
    },
    { cause: 'tls-handshake', message },
  );
}

/** How both clients speak TLS. An IP address is no server name (RFC 6066, 3): it is looked for in the certificate only. */
export function handshake(
  socket: Socket,
  target: Target,
  context: SecureContext,
  options: TlsOptions,
): ConnectionOptions {
  const host = target.kind === 'tcp' ? target.host.replace(/\.$/, '') : 'localhost';
  const name = options.servername ?? host;
  return {
    socket,
    host: name,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    secureContext: context,
    ALPNProtocols: ['h2'],
    rejectUnauthorized: options.skipVerify !== true,
  };
}

/** What TLS agreed on; `verified` only when the certificate was checked and is good. `epoch`: wall clock, ms. */
export function tlsInfo(socket: TLSSocket, skipVerify: boolean, epoch: number): TlsInfo {
  const certificate = socket.getPeerCertificate();
  return {
    version: socket.getProtocol(),
    cipher: socket.getCipher().standardName,
    alpn: socket.alpnProtocol === false ? null : socket.alpnProtocol,
    verified: socket.authorized && !skipVerify,
    peer: Object.keys(certificate).length === 0 ? null : peer(certificate, epoch),
  };
}

function peer(certificate: PeerCertificate, epoch: number): NonNullable<TlsInfo['peer']> {
  return {
    subject: distinguished(certificate.subject),
    issuer: distinguished(certificate.issuer),
    names: printable(certificate.subjectaltname ?? ''),
    daysLeft: Math.floor((Date.parse(certificate.valid_to) - epoch) / 86_400_000),
  };
}

/** `CN=name, O=organisation`, in the certificate's own order. */
function distinguished(name: object | undefined): string {
  const parts = Object.entries(name ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
  return printable(parts.join(', '));
}
