import { describe, expect, it } from 'vitest';
import { listenFailure } from '../../src/serve/listen-failure.ts';

describe('listenFailure', () => {
  it.each([
    ['listen EADDRINUSE: address already in use', 'choose another --port, or 0 for a free one'],
    [
      'listen EACCES: permission denied',
      'ports below 1024 take privileges: choose another --port, or 0 for a free one',
    ],
    ['listen EADDRNOTAVAIL: address not available', 'choose a --host of this machine, for example 127.0.0.1'],
    ['out of luck', null],
  ])('%s', (why, hint) => {
    expect(listenFailure('h:1', why, '--port', new Error('cause'))).toMatchObject({
      code: 'config',
      message: `cannot listen on h:1: ${why}`,
      hint,
    });
  });
});
