import { expect, it } from 'vitest';
import { ROLES, certFile, keyFile } from '../../src/certificate/files.ts';

it('every role has a certificate and a key of its own', () => {
  const names = ROLES.flatMap((role) => [certFile(role), keyFile(role)]);
  expect(new Set(names).size).toBe(6);
  expect(names.slice(2, 4)).toEqual(['server.pem', 'server-key.pem']);
});
