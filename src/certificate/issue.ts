import type { webcrypto } from 'node:crypto';
import { createPrivateKey, KeyObject } from 'node:crypto';
import type { Extension, Name, X509CertificateCreateWithKeyParams } from '@peculiar/x509';
import { Failure } from '../base/failure.ts';
import type { SubjectName } from './subject-name.ts';
import { loadX509 } from './x509.ts';

/** A certificate and the key that goes with it, PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** Both ends included, ms since 1970; certificates know whole seconds. */
export interface Validity {
  readonly from: number;
  readonly until: number;
}

/** What a certificate is for, and whom it names. */
export interface Subject {
  readonly role: 'server' | 'client';
  readonly commonName: string;
  readonly names: readonly SubjectName[];
}

const ORGANISATION = 'grpc-validate development';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** An authority of its own, which may sign what servers and clients show, and no further authorities. */
export async function makeAuthority(commonName: string, validity: Validity): Promise<Identity> {
  const { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension, SubjectKeyIdentifierExtension } =
    await loadX509();
  const keys = await newKeys();
  const subject = await distinguished(commonName);
  return identity(keys, {
    subject,
    issuer: subject,
    ...dates(validity),
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

/** A certificate for one server or client, signed by `authority`; throws a `config` Failure for a key that cannot sign. */
export async function issue(subject: Subject, validity: Validity, authority: Identity): Promise<Identity> {
  const { X509Certificate } = await loadX509();
  const signer = new X509Certificate(authority.cert);
  const { key, algorithm } = await signingKey(authority.key);
  const keys = await newKeys();
  return identity(keys, {
    subject: await distinguished(subject.commonName),
    issuer: signer.subjectName,
    ...dates(validity),
    publicKey: keys.publicKey,
    signingKey: key,
    signingAlgorithm: algorithm,
    extensions: await leafExtensions(subject, keys, signer),
  });
}

async function leafExtensions(
  { role, names }: Subject,
  keys: webcrypto.CryptoKeyPair,
  signer: InstanceType<Awaited<ReturnType<typeof loadX509>>['X509Certificate']>,
): Promise<Extension[]> {
  const x509 = await loadX509();
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  // An authority made elsewhere may number its key in a way of its own.
  const signerId = signer.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([role === 'server' ? serverAuth : clientAuth]),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension([...names])]),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    signerId === undefined
      ? await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey)
      : new x509.AuthorityKeyIdentifierExtension(signerId),
  ];
}

async function identity(
  { privateKey }: webcrypto.CryptoKeyPair,
  parameters: X509CertificateCreateWithKeyParams,
): Promise<Identity> {
  const { X509CertificateGenerator } = await loadX509();
  const certificate = await X509CertificateGenerator.create(parameters);
  return {
    cert: `${certificate.toString('pem')}\n`,
    key: KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
}

/** The key of an authority, ours or another's. */
async function signingKey(pem: string): Promise<{ key: webcrypto.CryptoKey; algorithm: Algorithm | EcdsaParams }> {
  const key = createPrivateKey(pem);
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    return { key: await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']), algorithm };
  }
  const curve = namedCurve === undefined ? undefined : CURVES[namedCurve];
  if (key.asymmetricKeyType !== 'ec' || curve === undefined) {
    throw new Failure('config', `the authority's key is ${namedCurve ?? key.asymmetricKeyType ?? 'of no known type'}`, {
      hint: 'an authority that signs here has a key of RSA, P-256, P-384 or P-521',
    });
  }
  const algorithm = { name: 'ECDSA', namedCurve: curve };
  return { key: await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']), algorithm: SIGNING };
}

/** OpenSSL's names of the curves, and WebCrypto's. */
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** A bare text would be read for quotes and escapes. */
async function distinguished(commonName: string): Promise<Name> {
  const { Name } = await loadX509();
  return new Name([{ O: [{ utf8String: ORGANISATION }] }, { CN: [{ utf8String: commonName }] }]);
}

function dates({ from, until }: Validity): { notBefore: Date; notAfter: Date } {
  return { notBefore: wholeSecond(from), notAfter: wholeSecond(until) };
}

function wholeSecond(epoch: number): Date {
  return new Date(Math.floor(epoch / 1000) * 1000);
}
