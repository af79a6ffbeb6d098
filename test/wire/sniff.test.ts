import { describe, expect, it } from 'vitest';
import { answersTls, classify, sniffPlaintext } from '../../src/wire/sniff.ts';
import { certificate } from '../support/wire-certs.ts';
import { frame, rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

describe('first bytes', () => {
  it.each([
    ['', 'silent'],
    [Buffer.from([0x15, 3, 1, 0, 2, 2, 70]), 'tls'],
    [Buffer.from([0x16, 3, 3, 0]), 'tls'],
    ['HTTP/1.1 400 Bad Request', 'http1'],
    ['HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.', 'tls'],
    ['HTTP/1.1 400\r\n\r\nThe plain HTTP request was sent to HTTPS port', 'tls'],
    ['<!DOCTYPE html>', 'http1'],
    [frame(4, 0, 0), 'http2'],
    [frame(4, 0, 0, Buffer.alloc(6)), 'http2'],
    [frame(7, 0, 0, Buffer.alloc(8)), 'http2'],
    [frame(4, 0, 1), 'other'],
    [frame(4, 0, 0, Buffer.alloc(5)), 'other'],
    [frame(0, 0, 0), 'other'],
    [Buffer.from([0, 0]), 'other'],
    ['220 smtp ready', 'other'],
  ])('%j are %s', (bytes, kind) => expect(classify(Buffer.from(bytes)).kind).toBe(kind));

  it('are safe to print', () => expect(classify(Buffer.from('a\u001b[0m')).start).toBe('a\\u001b[0m'));
});

describe('asking a peer', () => {
  it('finds HTTP/2', async () => {
    const peer = await rawPeer(() => undefined);
    expect(await sniffPlaintext({ host: '127.0.0.1', port: peer.port })).toMatchObject({ kind: 'http2' });
    expect(await answersTls({ host: '127.0.0.1', port: peer.port })).toBe(false);
    await peer.close();
    expect(await sniffPlaintext({ host: '127.0.0.1', port: peer.port })).toMatchObject({ kind: 'silent' });
    expect(await answersTls({ host: '127.0.0.1', port: peer.port })).toBe(false);
  });

  it('finds TLS', async () => {
    const peer = await rawPeer(() => undefined, { tls: await certificate() });
    expect(await answersTls({ host: '127.0.0.1', port: peer.port })).toBe(true);
    await peer.close();
  });

  it('does not wait for the silent, and has enough at some point', async () => {
    const silent = await tcpPeer(() => undefined);
    const where = { host: '127.0.0.1', port: silent.port };
    expect(await sniffPlaintext(where, 30)).toEqual({ kind: 'silent', start: '' });
    expect(await answersTls(where, 30)).toBe(false);
    await silent.close();
    const chatty = await tcpPeer((socket) => socket.write('x'.repeat(10_000)));
    expect(await sniffPlaintext({ host: '127.0.0.1', port: chatty.port }, 60_000)).toMatchObject({ kind: 'other' });
    await chatty.close();
  });
});
