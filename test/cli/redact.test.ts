import { describe, expect, it } from 'vitest';
import { secretsOfJson, showHeaders } from '../../src/cli/redact.ts';

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

describe('secretsOfJson', () => {
  it('are the texts whose names say so, wherever they stand', () => {
    const json = '{"job_id": "7", "apiToken": "a\\"b", "deep": [{"password" : "c", "tokens": 3}], "access_key": "d"';
    expect(secretsOfJson(json)).toEqual(['a\\"b', 'c', 'd']);
    expect(secretsOfJson('@file.json')).toEqual([]);
  });
});
