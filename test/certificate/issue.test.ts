import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions, TlsOptions } from 'node:tls';
import { connect, createServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Identity, Subject } from '../../src/certificate/issue.ts';
import { issue, makeAuthority } from '../../src/certificate/issue.ts';
import { loadX509 } from '../../src/certificate/x509.ts';
import { HAS_OPENSSL, openssl } from '../support/openssl.ts';

const NOW = Date.now();
const DAY = 86_400_000;
const VALIDITY = { from: NOW - 60_000, until: NOW + DAY };
const SERVER: Subject = {
  role: 'server',
  commonName: 'localhost',
  names: [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
    { type: 'ip', value: '::1' },
  ],
};
const CLIENT: Subject = { role: 'client', commonName: 'Jane, "Doe" + O=x', names: [] };

let ca: Identity;
let server: Identity;
let client: Identity;

beforeAll(async () => {
  ca = await makeAuthority('test CA', { ...VALIDITY, until: NOW + 2 * DAY });
  [server, client] = await Promise.all([issue(SERVER, VALIDITY, ca), issue(CLIENT, VALIDITY, ca)]);
});

/** Both sides of a handshake: what the client, then what the server made of it, by error code. */
function handshake(serving: TlsOptions, calling: ConnectionOptions): Promise<readonly [string, string]> {
  return new Promise((resolve) => {
    let served = 'silent';
    const listener = createServer(serving, (socket) => {
      served = socket.authorized ? 'authorized' : 'anonymous';
      socket.end('hello');
    });
    listener.on('tlsClientError', (error: NodeJS.ErrnoException) => (served = error.code ?? error.message));
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as { port: number };
      const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ...calling });
      let called = 'silent';
      socket.on('data', () => (called = 'greeted'));
      socket.on('error', (error: NodeJS.ErrnoException) => (called = error.code ?? error.message));
      socket.on('close', () => listener.close(() => resolve([called, served])));
    });
  });
}

describe('an authority', () => {
  it('may sign certificates and nothing else, and no further authorities', async () => {
    const { X509Certificate: Read, BasicConstraintsExtension, KeyUsagesExtension, KeyUsageFlags } = await loadX509();
    const read = new Read(ca.cert);
    expect(read.getExtension(BasicConstraintsExtension)).toMatchObject({ ca: true, pathLength: 0, critical: true });
    expect(read.getExtension(KeyUsagesExtension)).toMatchObject({
      usages: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
      critical: true,
    });
    expect(new X509Certificate(ca.cert).ca).toBe(true);
  });
});

describe('a certificate', () => {
  it('is signed by its authority, and belongs to its key, of P-256', () => {
    for (const each of [server, client]) {
      const read = new X509Certificate(each.cert);
      expect(read.verify(new X509Certificate(ca.cert).publicKey)).toBe(true);
      expect(read.checkIssued(new X509Certificate(ca.cert))).toBe(true);
      expect(read.checkPrivateKey(createPrivateKey(each.key))).toBe(true);
      expect(read.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
      expect([read.ca, read.verify(read.publicKey)]).toEqual([false, false]);
    }
  });

  it('names whom it was made for, whatever characters stand in the name', () => {
    expect(new X509Certificate(server.cert).subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    const { subject, subjectAltName } = new X509Certificate(client.cert);
    expect(subjectAltName).toBeUndefined();
    expect(subject.split('\n')).toHaveLength(2);
    expect(subject).toContain('Jane');
  });

  it('is good from and until the whole second it was told, and has a number of its own', () => {
    const [one, other] = [new X509Certificate(server.cert), new X509Certificate(client.cert)];
    expect(Date.parse(one.validFrom)).toBe(Math.floor(VALIDITY.from / 1000) * 1000);
    expect(Date.parse(one.validTo)).toBe(Math.floor(VALIDITY.until / 1000) * 1000);
    expect(one.serialNumber).not.toBe(other.serialNumber);
    expect(one.serialNumber.length).toBeGreaterThan(24);
  });

  it('serves TLS and mutual TLS, each for its own end only', async () => {
    const serving = { cert: server.cert, key: server.key };
    const mutual = { ...serving, ca: ca.cert, requestCert: true };
    const showing = { ca: ca.cert, cert: client.cert, key: client.key };
    expect(await handshake(serving, { ca: ca.cert })).toEqual(['greeted', 'anonymous']);
    expect(await handshake(mutual, showing)).toEqual(['greeted', 'authorized']);
    const wrongEnds = await handshake({ cert: client.cert, key: client.key }, { ca: ca.cert });
    expect(wrongEnds[0]).toBe('INVALID_PURPOSE');
    const [, judged] = await handshake(mutual, { ca: ca.cert, cert: server.cert, key: server.key });
    expect(judged).not.toBe('authorized');
  });

  it('is trusted through its own authority alone, though another has the same name', async () => {
    const stranger = await makeAuthority('test CA', VALIDITY);
    const [called] = await handshake({ cert: server.cert, key: server.key }, { ca: stranger.cert });
    expect(called).toMatch(
      /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_SIGNATURE_FAILURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)/,
    );
  });

  it.skipIf(!HAS_OPENSSL)('stands before openssl at its strictest', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    for (const [name, { cert }] of Object.entries({ ca, server, client }))
      writeFileSync(join(cwd, `${name}.pem`), cert);
    const verify = (purpose: string, file: string): boolean =>
      openssl(['verify', '-x509_strict', '-purpose', purpose, '-CAfile', 'ca.pem', file], cwd).ok;
    expect(verify('sslserver', 'server.pem')).toBe(true);
    expect(verify('sslclient', 'client.pem')).toBe(true);
    expect(verify('sslclient', 'server.pem')).toBe(false);
    expect(verify('sslserver', 'client.pem')).toBe(false);
    const text = openssl(['x509', '-in', 'server.pem', '-noout', '-text'], cwd).text;
    expect(text).toMatch(/Subject Key Identifier/);
    expect(text).toMatch(/Authority Key Identifier/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
  });
});

/** Several attributes of several kinds, and a number of its key that is no hash of it. */
const ELSEWHERE = `
[req]
prompt = no
distinguished_name = name
x509_extensions = v3
[name]
C = DE
O = Example & Söhne
CN = our own CA
[v3]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = 01:02:03
`;

describe('an authority made elsewhere', () => {
  it.skipIf(!HAS_OPENSSL).each([
    ['rsa', ['-newkey', 'rsa:2048']],
    ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
  ])('with a key of %s signs too', async (_, newKey) => {
    const cwd = mkdtempSync(join(tmpdir(), 'grpc-validate-'));
    writeFileSync(join(cwd, 'ca.cnf'), ELSEWHERE);
    const made = openssl(
      ['req', '-x509', ...newKey, '-nodes', '-keyout', 'key.pem', '-out', 'ca.pem', '-days', '9', '-config', 'ca.cnf'],
      cwd,
    );
    expect(made.ok, made.text).toBe(true);
    const [cert, key] = [readFileSync(join(cwd, 'ca.pem'), 'utf8'), readFileSync(join(cwd, 'key.pem'), 'utf8')];
    writeFileSync(join(cwd, 'server.pem'), (await issue(SERVER, VALIDITY, { cert, key })).cert);
    const verdict = openssl(
      ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'ca.pem', 'server.pem'],
      cwd,
    );
    expect(verdict.ok, verdict.text).toBe(true);
  });

  it('with a key that cannot sign here is refused', async () => {
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await expect(issue(SERVER, VALIDITY, { cert: ca.cert, key })).rejects.toMatchObject({
      code: 'config',
      message: "the authority's key is ed25519",
    });
  });
});
