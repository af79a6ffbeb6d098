import { describe, expect, it } from 'vitest';
import { secureContext } from '../../src/wire/tls.ts';
import { certificate } from '../support/wire-certs.ts';

describe('keys and certificates', () => {
  it('are taken as text or bytes', async () => {
    const { cert, key } = await certificate();
    expect(() => secureContext({ ca: cert, cert: Buffer.from(cert), key: Buffer.from(key) })).not.toThrow();
    expect(() => secureContext({})).not.toThrow();
  });

  it.each(['cert', 'key'] as const)('are refused when there is only the %s', async (part) => {
    const pair = await certificate();
    expect(() => secureContext({ [part]: pair[part] })).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  });

  it.each([
    ['an authority that is none', { ca: 'hello' }],
    ['a garbled authority', { ca: '-----BEGIN CERTIFICATE-----\nhello\n-----END CERTIFICATE-----\n' }],
    ['a certificate that is none', { cert: 'hello', key: 'hello' }],
  ])('are refused when they hold %s', (_, options) => {
    expect(() => secureContext(options)).toThrow(
      expect.objectContaining({ code: 'config', exitCode: 2, hint: expect.stringContaining('PEM') as string }) as Error,
    );
  });

  it('are refused when they do not belong together', async () => {
    const [one, two] = await Promise.all([certificate(), certificate()]);
    expect(() => secureContext({ cert: one.cert, key: two.key })).toThrow(/cannot be used/);
  });
});
