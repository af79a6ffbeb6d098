/** What is told of a certificate that was made, and of its key; times are ISO 8601, paths as they would be typed. */
export interface CertificateInfo {
  readonly role: 'ca' | 'server' | 'client';
  readonly certificate: string;
  readonly key: string;
  /** An authority that was there before, and signed the others. */
  readonly reused: boolean;
  readonly subject: string;
  readonly issuer: string;
  /** Subject alternative names, without their types. */
  readonly names: readonly string[];
  readonly serial: string;
  /** SHA-256, as openssl prints it. */
  readonly fingerprint: string;
  readonly notBefore: string;
  readonly notAfter: string;
}
