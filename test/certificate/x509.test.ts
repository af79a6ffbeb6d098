import { expect, it } from 'vitest';
import { loadX509 } from '../../src/certificate/x509.ts';

it('the library is loaded once', async () => {
  expect(await loadX509()).toBe(await loadX509());
  expect((await loadX509()).ExtendedKeyUsage.serverAuth).toBe('1.3.6.1.5.5.7.3.1');
});
