import { describe, expect, it } from 'vitest';
import { tlsCause } from '../../src/wire/tls-causes.ts';

const coded = (code: string, message = 'text'): NodeJS.ErrnoException => Object.assign(new Error(message), { code });

describe('a TLS error', () => {
  it.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-hostname'],
    ['CERT_HAS_EXPIRED', 'tls-expired'],
    ['CERT_NOT_YET_VALID', 'tls-expired'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted'],
    ['CERT_REVOKED', 'tls-untrusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'peer-is-plaintext'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-version'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls-version'],
    ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'tls-no-alpn'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'tls-client-cert-required'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls-handshake'],
    ['ECONNRESET', 'tcp-reset'],
    ['SOMETHING_ELSE', 'tls-handshake'],
    ['', 'tls-handshake'],
  ])('%s is %s', (code, cause) => {
    expect(tlsCause(coded(code), { serverHello: false, clientCert: false })[0]).toBe(cause);
  });

  it('knows a missing certificate of TLS 1.2 by how far the handshake came', () => {
    const error = coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE');
    expect(tlsCause(error, { serverHello: true, clientCert: false })[0]).toBe('tls-client-cert-required');
    expect(tlsCause(error, { serverHello: true, clientCert: true })[0]).toBe('tls-handshake');
  });

  it('tells a missing certificate from a rejected one', () => {
    const error = coded('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA');
    expect(tlsCause(error, { serverHello: true, clientCert: false })[1]).toMatch(/wants a certificate/);
    expect(tlsCause(error, { serverHello: true, clientCert: true })[1]).toMatch(/rejected our certificate/);
  });

  it('is told without the paths of OpenSSL', () => {
    const text = '40A7:error:0A000102:SSL routines:ssl_choose_client_version:unsupported protocol:../deps/x.c:1:\n';
    const [, message] = tlsCause(coded('ERR_SSL_UNSUPPORTED_PROTOCOL', text), {
      serverHello: false,
      clientCert: false,
    });
    expect(message).toBe('unsupported protocol');
  });
});
