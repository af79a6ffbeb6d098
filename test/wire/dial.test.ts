import { lookup as systemLookup } from 'node:dns/promises';
import { createServer as createHttp } from 'node:http';
import { createSecureServer, createServer as createHttp2 } from 'node:http2';
import { createServer as createTcp, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { DIAL_CAUSES } from '../../src/base/failure.ts';
import { DialFailure } from '../../src/wire/dial-causes.ts';
import type { Dialled, DialOptions } from '../../src/wire/dial.ts';
import { dial } from '../../src/wire/dial.ts';
import type { Lookup } from '../../src/wire/places.ts';
import { parseTarget } from '../../src/wire/target.ts';
import type { TlsOptions } from '../../src/wire/tls.ts';
import { secureContext } from '../../src/wire/tls.ts';
import { makeKeys, Scene } from '../support/misbehaviour/scene.ts';
import { UNREACHABLE } from '../support/misbehaviour/unreachable.ts';
import { rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';
import { expectWritten } from '../witness/expect-written.ts';
import { ourDial } from '../witness/seen.ts';

const HAS_IPV6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
const LOCALHOST = await systemLookup('localhost', { all: true }).catch(() => []);
const LOCALHOST_HAS_BOTH = HAS_IPV6 && new Set(LOCALHOST.map(({ address }) => address)).size > 1;

const at = (port: number): string => `127.0.0.1:${port}`;
const named = (port: number): string => `localhost:${port}`;
let scene: Scene;

beforeAll(async () => {
  scene = new Scene(await makeKeys());
});

afterEach(() => scene.strike());

function options(target: string, tls: TlsOptions | null, more: Partial<DialOptions> = {}): DialOptions {
  return {
    target: parseTarget(target),
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
  scene.onStrike(() => {
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

describe('a plaintext dial', () => {
  it('times name, TCP and HTTP/2, and knows the peer', async () => {
    const port = await scene.listening(createHttp2());
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
    const port = await scene.peer(rawPeer(() => undefined));
    const { phases } = await dialled(options(`127.0.0.1:${port}`, null));
    expect(phases.dnsMs).toBeNull();
  });

  it('reaches a unix socket', async () => {
    const path = join(scene.folder(), 's');
    const server = createHttp2();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    scene.onStrike(() => void server.close());
    const { peerAddress, phases } = await dialled(options(`unix:${path}`, null));
    expect(peerAddress).toBe(`unix:${path}`);
    expect(phases.dnsMs).toBeNull();
  });
});

describe('a TLS dial', () => {
  it('times the handshake and reports version, ALPN and certificate', async () => {
    const port = await scene.h2s();
    const { tls, phases } = await dialled(options(`localhost:${port}`, { ca: scene.keys.good.cert }));
    expect(phases.tlsMs).toEqual(expect.any(Number));
    expect(tls).toMatchObject({ version: 'TLSv1.3', alpn: 'h2', verified: true });
    expect(tls?.cipher).toMatch(/^TLS_/);
    expect(tls?.peer).toMatchObject({ subject: 'CN=localhost', issuer: 'CN=localhost', daysLeft: 29 });
    expect(tls?.peer?.names).toContain('DNS:localhost');
  });

  it('checks an IP address against the certificate', async () => {
    const port = await scene.h2s();
    const { tls } = await dialled(options(`127.0.0.1:${port}`, { ca: scene.keys.good.cert }));
    expect(tls?.verified).toBe(true);
  });

  it('takes any certificate with skipVerify and calls it unverified', async () => {
    const port = await scene.h2s(scene.keys.other);
    const { tls } = await dialled(options(`localhost:${port}`, { skipVerify: true }));
    expect(tls).toMatchObject({ verified: false, peer: { subject: 'CN=other.test' } });
  });

  it('calls even a good certificate unverified when the check was waived', async () => {
    const port = await scene.h2s();
    const { tls } = await dialled(options(`localhost:${port}`, { ca: scene.keys.good.cert, skipVerify: true }));
    expect(tls?.verified).toBe(false);
  });

  it('looks for the servername in the certificate', async () => {
    const port = await scene.h2s(scene.keys.other);
    const { tls } = await dialled(
      options(`localhost:${port}`, { ca: scene.keys.other.cert, servername: 'other.test' }),
    );
    expect(tls?.verified).toBe(true);
  });

  it('shows a client certificate where one is wanted', async () => {
    const { good, other } = scene.keys;
    const port = await scene.h2s({ ca: other.cert, requestCert: true, rejectUnauthorized: true });
    const { tls } = await dialled(options(`localhost:${port}`, { ca: good.cert, ...other }));
    expect(tls?.verified).toBe(true);
  });
});

describe('a failed dial', () => {
  it.for(UNREACHABLE)('to $name is $cause', async (row, { skip }) => {
    const { name, cause, phase, shown, message, hint, stage, tls, limitMs } = row;
    const target = await stage(scene);
    skip(target === null, 'this system cannot stage it');
    const began = performance.now();
    const limit = limitMs ?? 5000;
    const failed = await failure(options(target ?? '', tls ? tls(scene.keys) : null, { connectTimeoutMs: limit }));
    expect(`${failed.code}: ${failed.message}`).toMatch(new RegExp(`^${cause}: `));
    if (message) expect(failed.message).toMatch(message);
    expect(failed.hint).toMatch(hint ?? /\w/);
    expect(failed.exitCode).toBe(3);
    expect(failed.phases.http2Ms).toBeNull();
    expect(failed.about.failed?.phase).toBe(phase);
    expect(failed.about.tls !== undefined).toBe(shown === true);
    expectWritten(name, ourDial(failed));
    // The limit, a look at what answers, and a machine that is busy.
    expect(performance.now() - began).toBeLessThan(limit + 8000);
  });

  it('has a row for every cause there is', () => {
    expect(new Set(UNREACHABLE.map(({ cause }) => cause))).toEqual(new Set(DIAL_CAUSES));
  });

  it('keeps the phases that were reached, and the certificate that was refused', async () => {
    const port = await scene.h2s(scene.keys.other);
    const { phases, about } = await failure(options(named(port), { ca: scene.keys.good.cert }));
    expect(phases).toMatchObject({
      dnsMs: expect.any(Number) as number,
      tcpMs: expect.any(Number) as number,
      tlsMs: null,
    });
    expect(about.failed?.ms).toEqual(expect.any(Number));
    expect(about.tls).toMatchObject({
      version: 'TLSv1.3',
      verified: false,
      peer: { subject: 'CN=other.test', daysLeft: 29 },
    });
  });
});

describe('a name with several addresses', () => {
  const lookup =
    (...addresses: readonly string[]): Lookup =>
    (_host, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      );

  it('is reached at the first that answers, and the others are told with their cause', async () => {
    const port = await scene.listening(createHttp2());
    const { peerAddress, passedOver, phases } = await dialled(
      options(`name.test:${port}`, null, { lookup: lookup('127.0.0.2', '127.0.0.3', '127.0.0.1', '127.0.0.4') }),
    );
    expect(peerAddress).toBe(`127.0.0.1:${port}`);
    expect(passedOver.map(({ address, cause }) => [address, cause])).toEqual([
      [`127.0.0.2:${port}`, 'tcp-refused'],
      [`127.0.0.3:${port}`, 'tcp-refused'],
    ]);
    expect(phases).toMatchObject({ dnsMs: expect.any(Number) as number, tcpMs: expect.any(Number) as number });
  });

  it.each(['an HTTP/1 server', 'a certificate that has expired'])(
    'is reached though %s stands at the first of them',
    async (wrong) => {
      const secure = wrong !== 'an HTTP/1 server';
      const { good, expired } = scene.keys;
      const server = secure ? createSecureServer(good) : createHttp2();
      const port = await scene.listening(server, '127.0.0.1');
      const bad = secure ? createSecureServer(expired) : createHttp();
      await scene.listening(bad, '127.0.0.2', port);
      const { peerAddress, passedOver } = await dialled(
        options(`localhost:${port}`, secure ? { ca: `${good.cert}\n${expired.cert}` } : null, {
          lookup: lookup('127.0.0.2', '127.0.0.1'),
        }),
      );
      expect(peerAddress).toBe(`127.0.0.1:${port}`);
      expect(passedOver[0]?.cause).toBe(secure ? 'tls-expired' : 'peer-is-http1');
    },
  );

  it('has its time shared out: a silent address leaves enough for the next', async () => {
    const port = await scene.listening(createHttp2(), '127.0.0.1');
    await scene.listening(
      createTcp(() => undefined),
      '127.0.0.2',
      port,
    );
    const { peerAddress, passedOver } = await dialled(
      options(`name.test:${port}`, null, { connectTimeoutMs: 1500, lookup: lookup('127.0.0.2', '127.0.0.1') }),
    );
    expect(peerAddress).toBe(`127.0.0.1:${port}`);
    expect(passedOver[0]).toMatchObject({ cause: 'settings-timeout' });
    expect(passedOver[0]?.ms).toBeGreaterThan(500);
  });

  it('fails by the address at which most came about', async () => {
    const port = await scene.listening(createSecureServer(scene.keys.other), '127.0.0.1');
    const failed = await failure(
      options(`localhost:${port}`, { ca: scene.keys.other.cert }, { lookup: lookup('127.0.0.1', '127.0.0.2') }),
    );
    expect(failed).toMatchObject({ code: 'tls-hostname', about: { failed: { phase: 'tls' } } });
    expect(failed.message).not.toContain('refused');
    expect(failed.phases.tcpMs).not.toBeNull();
  });

  it.skipIf(!HAS_IPV6)('may have one of either family', async () => {
    const port = await scene.listening(createHttp2(), '::1');
    const either = { lookup: lookup('127.0.0.1', '::1') };
    const { peerAddress, passedOver } = await dialled(options(`name.test:${port}`, null, either));
    expect(peerAddress).toBe(`[::1]:${port}`);
    expect(passedOver.map(({ cause }) => cause)).toEqual(['tcp-refused']);
    const direct = await dialled(options(`[::1]:${port}`, null));
    expect(direct).toMatchObject({ peerAddress: `[::1]:${port}`, phases: { dnsMs: null } });
  });

  it.skipIf(!LOCALHOST_HAS_BOTH)('is localhost itself, where it means both ::1 and 127.0.0.1', async () => {
    for (const host of ['::1', '127.0.0.1']) {
      const port = await scene.listening(createHttp2(), host);
      const { peerAddress } = await dialled(options(`localhost:${port}`, null));
      expect(peerAddress).toBe(host === '::1' ? `[::1]:${port}` : `127.0.0.1:${port}`);
      await scene.strike();
    }
  });
});

describe('the signal of a dial', () => {
  it.each([
    ['plaintext', null],
    ['TLS', {}],
  ])('ends it with its own reason (%s)', async (_, tls) => {
    const port = await scene.peer(tcpPeer(() => undefined));
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
