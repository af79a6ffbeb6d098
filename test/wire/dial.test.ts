import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createSecureServer, createServer as createHttp2 } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions as ServerTls } from 'node:tls';
import { createServer as createTls } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import type { DialCause } from '../../src/base/failure.ts';
import { DialFailure } from '../../src/wire/dial-causes.ts';
import type { Dialled, DialOptions } from '../../src/wire/dial.ts';
import { dial } from '../../src/wire/dial.ts';
import { parseTarget } from '../../src/wire/target.ts';
import type { TlsOptions } from '../../src/wire/tls.ts';
import { secureContext } from '../../src/wire/tls.ts';
import type { Certificate } from '../support/wire-certs.ts';
import { certificate } from '../support/wire-certs.ts';
import type { RawPeer } from '../support/wire-raw-peer.ts';
import { frame, rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

const cleanups: (() => unknown)[] = [];
let good: Certificate;
let other: Certificate;

beforeAll(async () => {
  [good, other] = await Promise.all([certificate(), certificate({ names: ['other.test'] })]);
});

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

function options(target: string, tls: TlsOptions | null, more: Partial<DialOptions> = {}): DialOptions {
  return {
    target: parseTarget(target),
    security: tls ? 'tls' : 'plaintext',
    tls: tls ?? {},
    context: tls && secureContext(tls),
    connectTimeoutMs: 5000,
    windowSize: 1 << 20,
    connectionWindow: 1 << 20,
    clock: systemClock,
    ...more,
  };
}

async function dialled(settings: DialOptions): Promise<Dialled> {
  const result = await dial(settings);
  cleanups.push(() => {
    result.session.destroy();
    result.socket.destroy();
  });
  return result;
}

async function failure(settings: DialOptions): Promise<DialFailure> {
  const thrown: unknown = await dialled(settings).then(
    () => new Error('it connected'),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(DialFailure);
  return thrown as DialFailure;
}

async function listening(server: Server): Promise<number> {
  const open = new Set<{ destroy(): void }>();
  server.on('connection', (socket: { destroy(): void }) => open.add(socket));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(
    () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(resolve);
      }),
  );
  return (server.address() as AddressInfo).port;
}

async function peer(made: Promise<RawPeer>): Promise<number> {
  const server = await made;
  cleanups.push(() => server.close());
  return server.port;
}

function h2s(settings: ServerTls = {}): Promise<number> {
  return listening(createSecureServer({ ...good, ...settings }));
}

/** Chooses h2 by ALPN and speaks something else. */
function liar(): Server {
  return createTls({ ...good, ALPNProtocols: ['h2'] }, (s) => {
    s.on('error', () => undefined);
    s.write('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
}

describe('a plaintext dial', () => {
  it('times name, TCP and HTTP/2, and knows the peer', async () => {
    const port = await listening(createHttp2());
    const { phases, peerAddress, tls, startedAt, connectedAt } = await dialled(options(`localhost:${port}`, null));
    expect(phases).toEqual({
      dnsMs: expect.any(Number) as number,
      tcpMs: expect.any(Number) as number,
      tlsMs: null,
      http2Ms: expect.any(Number) as number,
      headersMs: null,
      firstMessageMs: null,
    });
    expect(peerAddress).toBe(`127.0.0.1:${port}`);
    expect(tls).toBeNull();
    expect(connectedAt).toBeGreaterThan(startedAt);
  });

  it('has no name phase for an address', async () => {
    const port = await peer(rawPeer(() => undefined));
    const { phases } = await dialled(options(`127.0.0.1:${port}`, null));
    expect(phases.dnsMs).toBeNull();
  });

  it('reaches a unix socket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wire-'));
    const path = join(folder, 's');
    const server = createHttp2();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    cleanups.push(() => {
      server.close();
      rmSync(folder, { recursive: true });
    });
    const { peerAddress, phases } = await dialled(options(`unix:${path}`, null));
    expect(peerAddress).toBe(`unix:${path}`);
    expect(phases.dnsMs).toBeNull();
  });
});

describe('a TLS dial', () => {
  it('times the handshake and reports version, ALPN and certificate', async () => {
    const port = await h2s();
    const { tls, phases } = await dialled(options(`localhost:${port}`, { ca: good.cert }));
    expect(phases.tlsMs).toEqual(expect.any(Number));
    expect(tls).toMatchObject({ version: 'TLSv1.3', alpn: 'h2', verified: true });
    expect(tls?.cipher).toMatch(/^TLS_/);
    expect(tls?.peer).toMatchObject({ subject: 'CN=localhost', issuer: 'CN=localhost', daysLeft: 29 });
    expect(tls?.peer?.names).toContain('DNS:localhost');
  });

  it('checks an IP address against the certificate', async () => {
    const port = await h2s();
    const { tls } = await dialled(options(`127.0.0.1:${port}`, { ca: good.cert }));
    expect(tls?.verified).toBe(true);
  });

  it('takes any certificate with skipVerify and calls it unverified', async () => {
    const port = await h2s(other);
    const { tls } = await dialled(options(`localhost:${port}`, { skipVerify: true }));
    expect(tls).toMatchObject({ verified: false, peer: { subject: 'CN=other.test' } });
  });

  it('calls even a good certificate unverified when the check was waived', async () => {
    const port = await h2s();
    const { tls } = await dialled(options(`localhost:${port}`, { ca: good.cert, skipVerify: true }));
    expect(tls?.verified).toBe(false);
  });

  it('looks for the servername in the certificate', async () => {
    const port = await h2s(other);
    const { tls } = await dialled(options(`localhost:${port}`, { ca: other.cert, servername: 'other.test' }));
    expect(tls?.verified).toBe(true);
  });

  it('shows a client certificate where one is wanted', async () => {
    const port = await h2s({ ca: other.cert, requestCert: true, rejectUnauthorized: true });
    const { tls } = await dialled(options(`localhost:${port}`, { ca: good.cert, ...other }));
    expect(tls?.verified).toBe(true);
  });
});

interface Case {
  readonly name: string;
  readonly cause: DialCause;
  readonly message?: RegExp;
  readonly hint?: RegExp;
  readonly target: () => Promise<string> | string;
  readonly tls?: () => TlsOptions;
  readonly timeout?: number;
}

const at = (port: number): string => `127.0.0.1:${port}`;
const named = (port: number): string => `localhost:${port}`;
const trusting = (): TlsOptions => ({ ca: good.cert });

const CASES: readonly Case[] = [
  { name: 'a name that does not exist', cause: 'dns', message: /nowhere\.invalid/, target: () => 'nowhere.invalid:1' },
  {
    name: 'a port nobody listens on',
    cause: 'tcp-refused',
    message: /refused/,
    target: async () => {
      const closed = await tcpPeer(() => undefined);
      await closed.close();
      return at(closed.port);
    },
  },
  { name: 'a missing unix socket', cause: 'unix-missing', target: () => `unix:${join(tmpdir(), 'not-there', 's')}` },
  {
    name: 'a file that is no socket',
    cause: 'unix-missing',
    target: () => {
      const folder = mkdtempSync(join(tmpdir(), 'wire-'));
      cleanups.push(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, 'f'), '');
      return `unix:${join(folder, 'f')}`;
    },
  },
  { name: 'an address without a route', cause: 'unreachable', target: () => '255.255.255.255:9' },
  {
    name: 'a peer that closes at once',
    cause: 'tcp-reset',
    message: /before its SETTINGS/,
    target: async () => at(await peer(tcpPeer((socket) => socket.end()))),
  },
  {
    name: 'a peer that resets at once',
    cause: 'tcp-reset',
    target: async () => at(await peer(tcpPeer((socket) => socket.once('data', () => socket.resetAndDestroy())))),
  },
  {
    name: 'a peer that says GOAWAY for a greeting',
    cause: 'tcp-reset',
    message: /begins HTTP\/2/,
    target: async () =>
      at(
        await peer(
          tcpPeer((s) => s.once('data', () => s.write(frame(7, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, 11]))))),
        ),
      ),
  },
  {
    name: 'a peer that accepts and says nothing',
    cause: 'settings-timeout',
    target: async () => at(await peer(tcpPeer(() => undefined))),
    timeout: 100,
  },
  {
    name: 'a peer that says too little to be understood',
    cause: 'settings-timeout',
    target: async () =>
      at(await peer(tcpPeer((s) => s.once('data', () => s.write(Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0])))))),
    timeout: 100,
  },
  {
    name: 'an HTTP/1 server',
    cause: 'peer-is-http1',
    message: /HTTP\/1/,
    target: async () => at(await listening(createHttp())),
  },
  {
    name: 'a server that answers with a page',
    cause: 'peer-is-http1',
    target: async () =>
      at(await peer(tcpPeer((s) => s.once('data', () => s.end('<html>hello, this is a page</html>'))))),
  },
  {
    name: 'a server of another protocol',
    cause: 'peer-is-http1',
    message: /"SSH-2\.0-x\\r\\n": not HTTP\/2/,
    target: async () => at(await peer(tcpPeer((s) => s.write('SSH-2.0-x\r\n')))),
  },
  {
    name: 'a TLS server',
    cause: 'peer-is-tls',
    hint: /say --tls, or write the target as grpcs:\/\/127\.0\.0\.1:\d+$/,
    target: async () => at(await h2s()),
  },
  {
    name: 'a TLS server that hangs up on plaintext without a word',
    cause: 'peer-is-tls',
    message: /closes on plaintext/,
    target: async () => {
      const inner = createTls({ ...good, ALPNProtocols: ['h2'] });
      const outer = createTcp((socket) =>
        socket.once('data', (first: Buffer) => {
          if (first[0] !== 0x16) {
            socket.end();
            return;
          }
          socket.pause();
          socket.unshift(first);
          inner.emit('connection', socket);
        }),
      );
      inner.on('tlsClientError', () => undefined);
      return at(await listening(outer));
    },
  },
  {
    name: 'a TLS server that explains itself in HTTP/1',
    cause: 'peer-is-tls',
    target: async () =>
      at(
        await peer(
          tcpPeer((s) =>
            s.once('data', () =>
              s.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'),
            ),
          ),
        ),
      ),
  },
  {
    name: 'a plaintext HTTP/2 server under TLS',
    cause: 'peer-is-plaintext',
    hint: /say --plaintext, or write the target as grpc:\/\/127\.0\.0\.1:\d+$/,
    target: async () => at(await listening(createHttp2())),
    tls: trusting,
  },
  {
    name: 'a plaintext server that hangs up on TLS without a word',
    cause: 'peer-is-plaintext',
    message: /closes on TLS/,
    target: async () =>
      at(
        await peer(
          tcpPeer((s) => s.once('data', (first: Buffer) => (first[0] === 0x16 ? s.end() : s.write(frame(4, 0, 0))))),
        ),
      ),
    tls: trusting,
  },
  {
    name: 'a plaintext HTTP/1 server under TLS',
    cause: 'peer-is-plaintext',
    target: async () => at(await listening(createHttp())),
    tls: trusting,
  },
  {
    name: 'a peer that closes on everything, under TLS',
    cause: 'tcp-reset',
    target: async () => at(await peer(tcpPeer((s) => s.once('data', () => s.end())))),
    tls: trusting,
  },
  {
    name: 'a peer silent in the handshake',
    cause: 'tls-handshake',
    message: /within 100\.0 ms/,
    target: async () => at(await peer(tcpPeer(() => undefined))),
    tls: trusting,
    timeout: 100,
  },
  { name: 'an unknown authority', cause: 'tls-untrusted', target: async () => named(await h2s()), tls: () => ({}) },
  {
    name: 'the wrong authority',
    cause: 'tls-untrusted',
    target: async () => named(await h2s()),
    tls: () => ({ ca: other.cert }),
  },
  {
    name: 'an expired certificate',
    cause: 'tls-expired',
    target: async () => {
      const expired = await certificate({ from: Date.now() - 5 * 86_400_000, until: Date.now() - 86_400_000 });
      good = expired;
      return named(await h2s(expired));
    },
    tls: () => ({ ca: good.cert }),
  },
  {
    name: 'a certificate of another name',
    cause: 'tls-hostname',
    message: /other\.test/,
    target: async () => named(await h2s(other)),
    tls: () => ({ ca: other.cert }),
  },
  {
    name: 'a missing client certificate (TLS 1.3)',
    cause: 'tls-client-cert-required',
    hint: /--cert/,
    target: async () => named(await h2s({ ca: other.cert, requestCert: true, rejectUnauthorized: true })),
    tls: trusting,
  },
  {
    name: 'a missing client certificate (TLS 1.2)',
    cause: 'tls-client-cert-required',
    target: async () =>
      named(await h2s({ ca: other.cert, requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' })),
    tls: trusting,
  },
  {
    name: 'a client certificate the server does not trust',
    cause: 'tcp-reset',
    message: /after TLS/,
    target: async () => named(await h2s({ ca: other.cert, requestCert: true, rejectUnauthorized: true })),
    tls: () => ({ ca: good.cert, ...good }),
  },
  {
    name: 'TLS 1.1',
    cause: 'tls-version',
    target: async () => named(await h2s({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })),
    tls: trusting,
  },
  {
    name: 'no ALPN',
    cause: 'tls-no-alpn',
    target: async () => named(await listening(createTls({ ...good }))),
    tls: trusting,
  },
  {
    name: 'HTTP/1.1 by ALPN',
    cause: 'tls-no-alpn',
    target: async () => named(await listening(createHttps({ ...good }))),
    tls: trusting,
  },
  {
    name: 'no cipher in common',
    cause: 'tls-handshake',
    target: async () => named(await h2s({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' })),
    tls: trusting,
  },
  {
    name: 'a peer that chose h2 and speaks something else',
    cause: 'peer-is-http1',
    message: /does not speak it/,
    target: async () => named(await listening(liar())),
    tls: trusting,
  },
];

describe('a failed dial', () => {
  beforeAll(async () => {
    good = await certificate();
  });

  it.each(CASES)('to $name is $cause', async ({ cause, message, hint, target, tls, timeout }) => {
    const kept = good;
    const text = await target();
    const failed = await failure(options(text, tls ? tls() : null, timeout ? { connectTimeoutMs: timeout } : {}));
    good = kept;
    expect(`${failed.code}: ${failed.message}`).toMatch(new RegExp(`^${cause}: `));
    if (message) expect(failed.message).toMatch(message);
    expect(failed.hint).toMatch(hint ?? /\w/);
    expect(failed.exitCode).toBe(3);
    expect(failed.phases.http2Ms).toBeNull();
  });

  it('keeps the phases that were reached, the one that failed and the certificate that was refused', async () => {
    const port = await h2s(other);
    const { phases, about } = await failure(options(named(port), { ca: good.cert }));
    expect(phases).toMatchObject({
      dnsMs: expect.any(Number) as number,
      tcpMs: expect.any(Number) as number,
      tlsMs: null,
    });
    expect(about).toMatchObject({
      failed: { phase: 'tls', ms: expect.any(Number) as number },
      tls: { version: 'TLSv1.3', verified: false, peer: { subject: 'CN=other.test', daysLeft: 29 } },
    });
  });

  it.each([
    ['a port nobody listens on', () => Promise.resolve(at(1)), null, 'tcp', false],
    ['a name that is none', () => Promise.resolve('nowhere.invalid:1'), null, 'dns', false],
    ['silence', async () => at(await peer(tcpPeer(() => undefined))), null, 'http2', false],
    ['no ALPN', async () => named(await listening(createTls({ ...good }))), trusting, 'tls', true],
    ['h2 that is none', async () => named(await listening(liar())), trusting, 'http2', true],
  ] as const)('of %s says in which phase', async (_, target, tls, phase, shown) => {
    const { about } = await failure(options(await target(), tls && tls(), { connectTimeoutMs: 300 }));
    expect(about.failed?.phase).toBe(phase);
    expect(about.tls !== undefined).toBe(shown);
  });
});

describe('the signal of a dial', () => {
  it.each([
    ['plaintext', null],
    ['TLS', {}],
  ])('ends it with its own reason (%s)', async (_, tls) => {
    const port = await peer(tcpPeer(() => undefined));
    const stop = new AbortController();
    const reason = new Error('interrupted');
    const dialling = dial(options(at(port), tls, { signal: stop.signal }));
    setTimeout(() => stop.abort(reason), 30);
    await expect(dialling).rejects.toBe(reason);
  });

  it('ends it before it begins', async () => {
    const reason = new Error('interrupted');
    await expect(dial(options('127.0.0.1:1', null, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
  });
});
