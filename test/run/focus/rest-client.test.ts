import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RestOptions, RestReply } from '../../../src/run/focus/rest-client.ts';
import { createRestClient } from '../../../src/run/focus/rest-client.ts';
import { freePort, scriptedServer } from '../../support/focus-server.ts';
import { certificate } from '../../support/wire-certs.ts';

const QUIET = new AbortController().signal;

function get(url: URL, more: Partial<RestOptions> = {}): Promise<RestReply> {
  const client = createRestClient({ url, headers: [], tls: {}, timeoutMs: 10_000, signal: QUIET, ...more });
  return client({ method: 'GET', path: ['thing'] });
}

describe('the REST client', () => {
  it('sends path, headers and JSON, and gives back what came', async () => {
    const server = await scriptedServer({ 'POST /api/configure': [{ status: 201, text: '\uFEFF{"ä":1}' }] });
    const client = createRestClient({
      url: new URL('/api/', server.url),
      headers: [
        ['authorization', 'Bearer t'],
        ['x-a', '1'],
        ['x-a', '2'],
      ],
      tls: {},
      timeoutMs: 10_000,
      signal: QUIET,
    });
    const reply = await client({ method: 'POST', path: ['configure'], json: { é: 1 } });
    expect(reply).toEqual({ status: 201, location: null, body: '{"ä":1}' });
    expect(server.seen).toEqual([
      {
        method: 'POST',
        path: '/api/configure',
        body: '{"é":1}',
        headers: expect.objectContaining({
          authorization: 'Bearer t',
          'x-a': '1, 2',
          'content-type': 'application/json',
          connection: 'close',
        }) as unknown,
      },
    ]);
  });

  it('follows no redirect', async () => {
    const server = await scriptedServer({ 'GET /thing': [{ status: 302, headers: { location: '/else' } }] });
    expect(await get(server.url)).toEqual({ status: 302, location: '/else', body: '' });
    expect(server.seen).toHaveLength(1);
  });

  it('trusts the authority given and no other', async () => {
    const [own, strange] = await Promise.all([certificate(), certificate()]);
    const { url } = await scriptedServer({ 'GET /thing': [{ text: 'ok' }] }, own);
    expect((await get(url, { tls: { ca: own.cert } })).body).toBe('ok');
    expect((await get(url, { tls: { skipVerify: true } })).body).toBe('ok');
    await expect(get(url, { tls: { ca: strange.cert } })).rejects.toMatchObject({ why: 'tls-untrusted' });
    await expect(get(url)).rejects.toMatchObject({ why: 'tls-untrusted' });
  });

  it('checks the name in the certificate', async () => {
    const other = await certificate({ names: ['elsewhere'] });
    const { url } = await scriptedServer({ 'GET /thing': [{}] }, other);
    await expect(get(url, { tls: { ca: other.cert } })).rejects.toMatchObject({ why: 'tls-hostname' });
  });

  it('shows its own certificate to a server that wants one', async () => {
    const own = await certificate();
    const { url } = await scriptedServer({ 'GET /thing': [{ text: 'ok' }] }, { ...own, ca: own.cert });
    expect((await get(url, { tls: { ca: own.cert, cert: own.cert, key: own.key } })).body).toBe('ok');
    await expect(get(url, { tls: { ca: own.cert } })).rejects.toMatchObject({ why: 'tls-client-cert-required' });
  });

  it('refuses certificates that cannot be used before anything is sent', () => {
    const options = { url: new URL('https://127.0.0.1:1'), headers: [], timeoutMs: 1, signal: QUIET };
    expect(() => createRestClient({ ...options, tls: { ca: 'hello' } })).toThrow(
      expect.objectContaining({ code: 'config' }) as Error,
    );
  });

  it('tells a refused connection, a lost one and a peer that is no HTTP server', async () => {
    const refused = new URL(`http://127.0.0.1:${await freePort()}`);
    await expect(get(refused)).rejects.toMatchObject({ why: 'tcp-refused', starting: true });
    const { url } = await scriptedServer({ 'GET /thing': ['hang-up'] });
    await expect(get(url)).rejects.toMatchObject({ why: 'lost', starting: true });
    await expect(get(await rawServer('SSH-2.0-x\r\n'))).rejects.toMatchObject({ why: 'not-http', nonsense: true });
  });

  it('tells an answer that breaks off', async () => {
    const url = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf');
    await expect(get(url)).rejects.toMatchObject({ why: 'lost' });
  });

  it('tells a plaintext server spoken to in TLS, and the other way round', async () => {
    const plain = await scriptedServer({ 'GET /thing': [{}] });
    await expect(get(new URL(`https://127.0.0.1:${plain.port}`))).rejects.toMatchObject({ why: 'peer-is-plaintext' });
    const secure = await scriptedServer({ 'GET /thing': [{}] }, await certificate());
    await expect(get(new URL(`http://127.0.0.1:${secure.port}`))).rejects.toMatchObject({ why: 'lost' });
  });

  it('gives up after its time, also in the middle of an answer', async () => {
    const silent = await scriptedServer({ 'GET /thing': ['silent'] });
    await expect(get(silent.url, { timeoutMs: 50 })).rejects.toMatchObject({ why: 'timeout', starting: false });
    const url = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf', true);
    await expect(get(url, { timeoutMs: 50 })).rejects.toMatchObject({ why: 'timeout' });
  });

  it('reads no more than 8 MiB', async () => {
    const { url } = await scriptedServer({ 'GET /thing': ['endless'] });
    await expect(get(url)).rejects.toMatchObject({ why: 'too-large', nonsense: true });
  });

  it('is ended by the signal, with its reason, before and during a request', async () => {
    const { url } = await scriptedServer({ 'GET /thing': ['silent'] });
    await expect(get(url, { signal: AbortSignal.abort('SIGINT') })).rejects.toBe('SIGINT');
    const controller = new AbortController();
    const pending = get(url, { signal: controller.signal });
    setTimeout(() => controller.abort('SIGTERM'), 20);
    await expect(pending).rejects.toBe('SIGTERM');
  });
});

/** A server that says one thing to whoever speaks to it, and then closes the connection unless it is to stay open. */
async function rawServer(text: string, stays = false): Promise<URL> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => (stays ? socket.write(text) : socket.end(text)));
    onTestFinished(() => {
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}
