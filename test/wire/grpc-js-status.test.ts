import { describe, expect, it } from 'vitest';
import { judgeGrpcJs } from '../../src/wire/grpc-js-status.ts';
import type { Metadata } from '../../src/wire/types.ts';
import { exchange } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage } from '../support/wire-raw-peer.ts';

const SO_FAR = 'after 1 message';

function judged(code: unknown, details?: unknown, trailers: Metadata = []): string {
  const { reason, status } = judgeGrpcJs({ code, details }, trailers, SO_FAR);
  return [reason, status.name, status.origin, status.reason ?? '-', status.raw ?? '-'].join(' ');
}

describe('a status of grpc-js', () => {
  it.each([
    ['undefined', undefined, 'broken UNKNOWN client bad-status undefined'],
    ['text', 'abc', 'broken UNKNOWN client bad-status abc'],
    ['NaN', Number.NaN, 'broken UNKNOWN server bad-status NaN'],
    ['99', 99, 'broken UNKNOWN server bad-status 99'],
    ['-1', -1, 'broken UNKNOWN server bad-status -1'],
    ['1.5', 1.5, 'broken UNKNOWN server bad-status 1.5'],
  ])('whose code is %s is UNKNOWN with the raw value kept', (_, code, verdict) => {
    expect(judged(code)).toBe(verdict);
    expect(judged(code, null)).toBe(verdict);
  });

  it('without details has an empty message', () => {
    expect(judgeGrpcJs({ code: 5 }, [], SO_FAR).status).toMatchObject({ name: 'NOT_FOUND', message: '' });
  });

  it.each([
    [5, 'no such job', [], 'status NOT_FOUND server - -'],
    [1, 'Connection dropped by the source', [], 'status CANCELLED server - -'],
    [13, 'Received RST_STREAM with code 2', [['x-proxied', '1']], 'status INTERNAL server - -'],
    [5, 'Call cancelled', [], 'status NOT_FOUND server - -'],
    [12, 'Received HTTP status code 404', [], 'status UNIMPLEMENTED http http-status HTTP 404'],
    [
      12,
      'Received HTTP status code 404',
      [['content-type', 'text/html']],
      'status UNIMPLEMENTED http http-status HTTP 404',
    ],
    [2, 'Received HTTP status code 200', [['x', 'y']], 'broken UNKNOWN framing no-status -'],
    [13, 'Failed to decompress gzip-encoded message', [], 'broken INTERNAL framing bad-message -'],
    [13, 'Received RST_STREAM with code 1', [], 'broken INTERNAL rst rst RST_STREAM 1'],
    [13, 'Received RST_STREAM with code 2 (Internal server error)', [], 'broken INTERNAL rst rst RST_STREAM 2'],
    [
      13,
      'Received RST_STREAM with code 2 triggered by internal client error: Session closed with error code 2',
      [],
      'broken INTERNAL client connection-lost -',
    ],
    [14, 'No connection established. Last error: x', [], 'broken UNAVAILABLE client connection-lost -'],
  ] as const)('%i "%s" is told by who made it', (code, details, trailers, verdict) => {
    expect(judged(code, details, trailers)).toBe(verdict);
  });

  it.each<[string, (s: RawStream) => void, object]>([
    ['RST_STREAM 0', (s) => s.send(s.rst(0)), { name: 'INTERNAL', origin: 'rst', reason: 'no-status' }],
    ['RST_STREAM 2', (s) => s.send(s.rst(2)), { name: 'INTERNAL', origin: 'rst', raw: 'RST_STREAM 2' }],
    ['RST_STREAM 7', (s) => s.send(s.rst(7)), { name: 'UNAVAILABLE', origin: 'rst', raw: 'RST_STREAM 7' }],
    ['RST_STREAM 8', (s) => s.send(s.rst(8)), { name: 'CANCELLED', origin: 'rst', raw: 'RST_STREAM 8' }],
    ['RST_STREAM 11', (s) => s.send(s.rst(11)), { name: 'RESOURCE_EXHAUSTED', origin: 'rst', raw: 'RST_STREAM 11' }],
    ['RST_STREAM 12', (s) => s.send(s.rst(12)), { name: 'PERMISSION_DENIED', origin: 'rst', raw: 'RST_STREAM 12' }],
    ['a lost connection', (s) => setTimeout(() => s.socket.end(), 20), { name: 'UNAVAILABLE', origin: 'client' }],
    ['a reset connection', (s) => setTimeout(() => s.socket.resetAndDestroy(), 20), { origin: 'client' }],
    ['trailers without a status', (s) => s.send(s.trailers([['x-a', 'b']])), { name: 'UNKNOWN', origin: 'framing' }],
    [
      "the server's word",
      (s) => s.send(s.trailers([['grpc-status', '14']])),
      { name: 'UNAVAILABLE', origin: 'server' },
    ],
  ])('has the right origin after %s', async (_, then, status) => {
    const script = (s: RawStream): void => {
      s.send(s.headers(), s.data(grpcMessage('a')));
      then(s);
    };
    const { end } = await exchange(script, { connect: { client: 'grpc-js' } });
    expect(end.status).toMatchObject(status);
    if (end.status.origin === 'client') expect(end.status.message).toContain('after 1 message, the last');
  });

  it('has the origin http after an HTTP error', async () => {
    const { end } = await exchange(
      (s) =>
        s.send(
          s.headers([
            [':status', '404'],
            ['content-type', 'text/html'],
          ]),
          s.data(Buffer.from('<html>'), true),
        ),
      { connect: { client: 'grpc-js' } },
    );
    expect(end).toMatchObject({ reason: 'status', status: { name: 'UNIMPLEMENTED', origin: 'http', raw: 'HTTP 404' } });
  });
});
