import { describe, expect, it } from 'vitest';
import {
  codeFromHttp,
  decodeMessage,
  http2ErrorName,
  isGrpcContentType,
  percentDecode,
  statusFromRst,
  statusFromTrailers,
} from '../../src/wire/status.ts';

describe('a status in trailers', () => {
  it.each(Array.from({ length: 17 }, (_, code) => code))('may be %i', (code) => {
    expect(statusFromTrailers([['grpc-status', String(code)]])).toMatchObject({ code, origin: 'server', message: '' });
  });

  it.each(['17', '99', '-1', '017', '1.0', ' 1', 'OK', 'abc', '', '0x1', '1e0'])('cannot be %j', (raw) => {
    expect(statusFromTrailers([['grpc-status', raw]])).toMatchObject({ name: 'UNKNOWN', reason: 'bad-status', raw });
  });

  it.each([
    ['00', 0],
    ['007', 7],
    ['0016', 16],
  ])('may be %j: the grammar is 1*DIGIT', (sent, code) => {
    expect(statusFromTrailers([['grpc-status', sent]])).toMatchObject({ code, origin: 'server' });
  });

  it('may be missing', () => expect(statusFromTrailers([['x', 'y']])).toBeNull());

  it('carries its details as they were sent, and decoded', () => {
    const trailers = [
      ['grpc-status', '3'],
      ['grpc-message', 'a'],
      ['grpc-status-details-bin', 'CAM='],
    ] as const;
    expect(statusFromTrailers(trailers)).toEqual({
      code: 3,
      name: 'INVALID_ARGUMENT',
      message: 'a',
      origin: 'server',
      details: 'CAM=',
      decoded: { code: 3, message: '', details: [], fault: null },
    });
  });
});

describe('a status message', () => {
  it.each([
    ['plain', 'plain'],
    ['a%20b%2Cc%3A%2F', 'a b,c:/'],
    ['%E2%82%AC', '€'],
    ['100%', '100%'],
    ['100%25', '100%'],
    ['%zz%4', '%zz%4'],
    ['%FFx', '\uFFFDx'],
    ['a%0Ab%1b[0m', 'a\\nb\\u001b[0m'],
    [Buffer.from('€').toString('latin1'), '€'],
  ])('%j is decoded to %j', (sent, text) => expect(decodeMessage(sent)).toBe(text));

  it('is there as it was meant, too, control characters and all', () => {
    const meant = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
    const sent = encodeURIComponent(meant).replaceAll('%20', ' ');
    expect(percentDecode(sent)).toBe(meant);
    expect(decodeMessage(sent)).toBe(meant.replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r'));
    expect(percentDecode('100 % %zz %e2%98%ba %ff')).toBe('100 % %zz ☺ \ufffd');
  });

  it('is bounded', () => expect(decodeMessage('x'.repeat(100_000)).length).toBeLessThan(9000));
});

describe('codes', () => {
  it.each([
    [400, 13],
    [401, 16],
    [403, 7],
    [404, 12],
    [429, 14],
    [502, 14],
    [503, 14],
    [504, 14],
    [200, 2],
    [302, 2],
    [431, 2],
    [500, 2],
  ])('of HTTP %i is %i', (http, code) => expect(codeFromHttp(http)).toBe(code));

  it.each([
    [0, 13],
    [1, 13],
    [2, 13],
    [3, 13],
    [4, 13],
    [6, 13],
    [7, 14],
    [8, 1],
    [9, 13],
    [10, 13],
    [11, 8],
    [12, 7],
    [13, 13],
    [99, 13],
  ])('of RST_STREAM %i is %i', (rst, code) => {
    expect(statusFromRst(rst, false)).toMatchObject({ code, origin: 'rst', reason: 'rst', raw: `RST_STREAM ${rst}` });
  });

  it('of RST_STREAM 8 after our deadline is DEADLINE_EXCEEDED', () => {
    expect(statusFromRst(8, true).name).toBe('DEADLINE_EXCEEDED');
    expect(statusFromRst(7, true).name).toBe('UNAVAILABLE');
  });

  it('of HTTP/2 have names', () => {
    expect([http2ErrorName(11), http2ErrorName(200)]).toEqual(['ENHANCE_YOUR_CALM (11)', '200']);
  });
});

describe('a content-type', () => {
  it.each([
    'application/grpc',
    'application/grpc+proto',
    'application/grpc+json',
    'application/grpc; charset=utf-8',
    'Application/GRPC',
  ])('%s is gRPC', (type) => expect(isGrpcContentType(type)).toBe(true));
  it.each([
    undefined,
    '',
    'text/html',
    'application/grpc-web',
    'application/grpc-web+proto',
    'application/grpcx',
    'application/json',
  ])('%s is not', (type) => expect(isGrpcContentType(type)).toBe(false));
});
