import { describe, expect, it } from 'vitest';
import { showHeaders } from '../../src/cli/redact.ts';

describe('showHeaders', () => {
  it('hides the values of secret keys and shows the others', () => {
    expect(
      showHeaders(['authorization: Bearer a', 'X-Token: b', 'cookie: c', 'x-api-key: d', 'x-tenant: e', 'no colon']),
    ).toEqual([
      'authorization: (hidden)',
      'X-Token: (hidden)',
      'cookie: (hidden)',
      'x-api-key: (hidden)',
      'x-tenant: e',
      'no colon',
    ]);
  });
});
