import { describe, expect, it } from 'vitest';
import { CONNECTION } from '../../../src/cli/options/connection.ts';

describe('connection options', () => {
  it('default to what the documentation says', () => {
    const { connectTimeout, retries, retryDelay, retryMaxDelay, maxMessageSize, windowSize, keepalive, client } =
      CONNECTION;
    expect([connectTimeout, retries, retryDelay, retryMaxDelay].map(({ fallback }) => fallback)).toEqual([
      10_000, 3, 2000, 120_000,
    ]);
    expect([maxMessageSize, windowSize].map(({ fallback }) => fallback)).toEqual([100 * 1024 ** 2, 16 * 1024 ** 2]);
    expect([keepalive.fallback, client.fallback]).toEqual([null, 'wire']);
  });

  it('know the names people bring along', () => {
    expect([CONNECTION.ca.aliases, CONNECTION.maxMessageSize.aliases]).toEqual([['cacert'], ['max-msg-sz']]);
  });
});
