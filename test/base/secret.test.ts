import { describe, expect, it } from 'vitest';
import { isSecretKey } from '../../src/base/secret.ts';

describe('a secret key', () => {
  it.each([
    'authorization',
    'Authorization',
    'proxy-authorization',
    'cookie',
    'set-cookie',
    'x-token',
    'X-Auth-Token-Bin',
    'x-api-key',
    'apikey',
    'password',
  ])('is %s', (key) => expect(isSecretKey(key)).toBe(true));
  it.each(['x-request-id', 'user-agent', 'x-key', 'traceparent'])('is not %s', (key) =>
    expect(isSecretKey(key)).toBe(false),
  );
});
