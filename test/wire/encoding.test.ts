import { describe, expect, it } from 'vitest';
import { callStatus, Status } from '../../src/base/status.ts';
import { encodingNotes, inflatable, tooLarge, unreadable } from '../../src/wire/encoding.ts';

describe('faults', () => {
  it('name the message and the way out', () => {
    expect(tooLarge(2, 11, 10).message).toBe(
      'message 2 is 11 bytes long, more than 10; raise --max-message-size to take it',
    );
    expect(unreadable(1, 'x\u001b').message).toContain('"x\\u001b"');
    expect(unreadable(1, undefined).message).toContain('names no grpc-encoding');
  });
});

it.each([
  ['gzip', 'gzip'],
  ['DEFLATE', 'deflate'],
  ['identity', null],
  ['gzip, deflate', null],
  [undefined, null],
])('of the encoding %s we read %s', (encoding, name) => {
  expect(inflatable(encoding)).toBe(name);
});

describe('what a server that refused our encoding takes', () => {
  const refused = callStatus(Status.UNIMPLEMENTED, 'unknown grpc-encoding', 'server');

  it('is told in its own words', () => {
    const accepts = [['grpc-accept-encoding', 'identity,gz\u001bip']] as const;
    expect(encodingNotes('deflate', refused, accepts)).toEqual([
      'our messages were compressed with deflate; the server takes "identity,gz\\u001bip"',
    ]);
  });

  it('is not known when it does not say so', () => {
    expect(encodingNotes('gzip', refused, null)[0]).toMatch(/^our .* gzip; the server does not say which/);
  });

  it('is of no interest when nothing was compressed, or the status is another', () => {
    expect(encodingNotes('identity', refused, [['grpc-accept-encoding', 'gzip']])).toEqual([]);
    expect(encodingNotes('gzip', callStatus(Status.INTERNAL, '', 'server'), null)).toEqual([]);
  });
});
