import { describe, expect, it } from 'vitest';
import { isPort, parseStreamUrl, streamTarget } from '../../src/frame/description-target.ts';

const NONE = { tls: false, plaintext: false };

describe('parseStreamUrl', () => {
  it.each([
    ['das-7', { host: 'das-7' }],
    ['http://10.10.100.100', { host: '10.10.100.100', secure: false }],
    ['HTTP://das-7/', { host: 'das-7', secure: false }],
    ['https://das.example.com/stream?x=1', { host: 'das.example.com', secure: true }],
    ['grpcs://das:50051', { host: 'das', port: 50_051, secure: true }],
    ['grpc://das:0', { host: 'das', secure: false }],
    ['das:', { host: 'das' }],
    ['::1', { host: '::1' }],
    ['http://[::1]', { host: '::1', secure: false }],
    ['[::1]:7000', { host: '::1', port: 7000 }],
  ])('reads %s', (text, expected) => {
    expect(parseStreamUrl(text)).toEqual(expected);
  });

  it.each(['', 'http://', 'ftp://das', 'das stream', '[das]:1', 'user@das', 'das:1:2', '/das'])(
    'finds no host in %j',
    (text) => {
      expect(parseStreamUrl(text)).toBeUndefined();
    },
  );
});

describe('streamTarget', () => {
  it('is plaintext unless the URL says https or the user --tls', () => {
    expect(streamTarget({ host: 'das', port: 1 }, NONE)).toBe('http://das:1');
    expect(streamTarget({ host: 'das', port: 1, secure: false }, NONE)).toBe('http://das:1');
    expect(streamTarget({ host: 'das', port: 1, secure: true }, NONE)).toBe('https://das:1');
    expect(streamTarget({ host: 'das', port: 1, secure: false }, { tls: true, plaintext: false })).toBe(
      'https://das:1',
    );
  });

  it('lets --plaintext win over https', () => {
    expect(streamTarget({ host: 'das', port: 1, secure: true }, { tls: false, plaintext: true })).toBe('http://das:1');
  });

  it('puts IPv6 in brackets', () => {
    expect(streamTarget({ host: '::1', port: 1 }, NONE)).toBe('http://[::1]:1');
  });

  it('is unknown without host or port', () => {
    expect(streamTarget({ host: 'das' }, NONE)).toBeNull();
    expect(streamTarget({ port: 1 }, NONE)).toBeNull();
  });
});

it('knows a port from what is none', () => {
  expect([1, 65_535, 0, 65_536, 1.5, Number.NaN].map((port) => isPort(port))).toEqual([
    ...[true, true, false, false],
    ...[false, false],
  ]);
});
