import { describe, expect, it } from 'vitest';
import { restError, timedOut, tooLarge } from '../../../src/run/focus/rest-error.ts';

const HTTP = new URL('http://focus:8080');
const HTTPS = new URL('https://focus');
const coded = (code: string, message = ''): Error => Object.assign(new Error(message), { code });

describe('restError', () => {
  it.each([
    ['ECONNREFUSED', HTTP, 'tcp-refused', 'the connection was refused'],
    ['ECONNREFUSED', HTTPS, 'tcp-refused', 'the connection was refused'],
    ['ENOTFOUND', HTTP, 'dns', 'the name focus cannot be resolved (ENOTFOUND)'],
    ['EHOSTUNREACH', HTTPS, 'unreachable', 'it cannot be reached (EHOSTUNREACH)'],
    ['ECONNRESET', HTTP, 'lost', 'the connection ended without an answer'],
    ['HPE_INVALID_CONSTANT', HTTP, 'not-http', 'it does not answer in HTTP/1.1'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', HTTPS, 'tls-untrusted', 'the certificate is not trusted: '],
    ['ERR_SSL_WRONG_VERSION_NUMBER', HTTPS, 'peer-is-plaintext', 'the peer does not answer in TLS'],
    ['EPROTO', HTTPS, 'tls-handshake', 'the TLS handshake failed: '],
    ['ERR_STRANGE', HTTP, 'unreachable', 'the request failed (ERR_STRANGE)'],
  ])('tells %s at %s', (code, url, why, message) => {
    expect(restError(coded(code), url, false)).toMatchObject({ why, message });
  });

  it('reads the reason of OpenSSL out of a failed write', () => {
    const text = 'write EPROTO 00CE:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../x.c:355:';
    expect(restError(coded('EPROTO', text), HTTPS, false).why).toBe('peer-is-plaintext');
  });

  it('takes a server for starting that refuses or hangs up, and for none that cannot be found or trusted', () => {
    const starting = (code: string): boolean => restError(coded(code), HTTPS, false).starting;
    expect(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'CERT_HAS_EXPIRED'].map(starting)).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
    expect(timedOut(1000).starting).toBe(false);
  });

  it('takes for nonsense what answers without being a Focus Server', () => {
    expect(restError(coded('HPE_CR_EXPECTED'), HTTP, false).nonsense).toBe(true);
    expect(tooLarge(8 * 1024 ** 2)).toMatchObject({ nonsense: true, message: 'it answers with more than 8.0 MiB' });
    expect(timedOut(1000).nonsense).toBe(false);
  });

  it('gives hints that fit a REST server', () => {
    expect(restError(coded('DEPTH_ZERO_SELF_SIGNED_CERT'), HTTPS, false).hint).toContain('--ca');
    expect(restError(coded('ERR_SSL_WRONG_VERSION_NUMBER'), HTTPS, false).hint).toContain('http://');
    expect(restError(coded('ECONNREFUSED'), HTTP, false).hint).toContain('nothing listens there');
    const wanted = restError(coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), HTTPS, false);
    expect(wanted).toMatchObject({ why: 'tls-client-cert-required' });
    expect(wanted.hint).toContain('--cert');
  });
});
