import { describe, expect, it } from 'vitest';
import { sessionFailure } from '../../src/wire/session-failure.ts';

describe('the error of a session', () => {
  it('is metadata that is too large when it came in too many pieces', () => {
    const error = new Error('Too many CONTINUATION frames following a HEADER frame');
    expect(sessionFailure(error)).toEqual(['metadata-too-large', expect.stringContaining('8 CONTINUATION frames')]);
  });

  it('is else a peer that broke HTTP/2, in words that are safe to print', () => {
    expect(sessionFailure(new Error('Protocol\u001b error'))).toEqual([
      'http2-broken',
      'HTTP/2 failed: Protocol\\u001b error',
    ]);
  });
});
