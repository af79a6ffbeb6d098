import type { DialCause } from '../base/failure.ts';
import { printable } from '../base/text.ts';

const BY_CODE: Readonly<Record<string, DialCause>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-hostname',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'tls-hostname',
  HOSTNAME_MISMATCH: 'tls-hostname',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'peer-is-plaintext',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'peer-is-plaintext',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-version',
  ERR_SSL_VERSION_TOO_LOW: 'tls-version',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls-version',
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: 'tls-no-alpn',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'tls-client-cert-required',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'tls-client-cert-required',
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: 'tls-client-cert-required',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: 'tls-client-cert-required',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'tls-client-cert-required',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'tls-client-cert-required',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'tls-client-cert-required',
  ERR_SSL_TLSV1_ALERT_ACCESS_DENIED: 'tls-client-cert-required',
  ECONNRESET: 'tcp-reset',
  EPIPE: 'tcp-reset',
};

const UNTRUSTED =
  /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|CRL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|ERROR_IN_CERT|EE_|CA_)/;

/** How far the handshake had come, and what we had shown. */
export interface HandshakeState {
  /** The server's certificate had come. */
  readonly serverHello: boolean;
  /** We have a certificate of our own. */
  readonly clientCert: boolean;
}

/** Cause and message of an error of a TLS socket, from OpenSSL's and node's codes. */
export function tlsCause(
  error: NodeJS.ErrnoException,
  state: HandshakeState,
): readonly [cause: DialCause, message: string] {
  const code = error.code ?? '';
  const known = BY_CODE[code];
  if (known === 'tcp-reset') return [known, 'the peer closed the connection during the TLS handshake'];
  if (known === 'peer-is-plaintext') return [known, 'the peer does not answer in TLS'];
  if (known === 'tls-client-cert-required') {
    return [
      known,
      state.clientCert ? `the peer rejected our certificate (${code})` : 'the peer wants a certificate of ours',
    ];
  }
  // TLS 1.2 has no alert of its own for a missing certificate: it comes as this one, but after the server's own.
  if (code === 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE' && state.serverHello && !state.clientCert) {
    return ['tls-client-cert-required', 'the peer wants a certificate of ours'];
  }
  if (known) return [known, printable(shortened(error.message), 200)];
  if (UNTRUSTED.test(code))
    return ['tls-untrusted', `the certificate is not trusted: ${printable(error.message, 200)}`];
  return ['tls-handshake', `the TLS handshake failed: ${printable(shortened(error.message), 200)}`];
}

/** OpenSSL's text without its file names and line numbers. */
function shortened(message: string): string {
  return /error:[0-9A-Fa-f]+:[^:]*:[^:]*:([^:]+)/.exec(message)?.[1] ?? message.trim();
}
