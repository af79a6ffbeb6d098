import { describe, expect, it } from 'vitest';
import type { ConnectAttempt } from '../../src/base/result.ts';
import { connect } from '../../src/wire/connect.ts';
import { ConnectFailure } from '../../src/wire/dial-causes.ts';
import { HandClock } from '../support/hand-clock.ts';
import { makeKeys, Scene } from '../support/misbehaviour/scene.ts';
import { UNREACHABLE } from '../support/misbehaviour/unreachable.ts';
import { connectOptions } from '../support/wire-client.ts';
import { rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

async function refused(): Promise<string> {
  const peer = await tcpPeer(() => undefined);
  await peer.close();
  return `127.0.0.1:${peer.port}`;
}

async function failureOf(promise: Promise<unknown>): Promise<ConnectFailure> {
  const thrown: unknown = await promise.then(
    () => new Error('it connected'),
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ConnectFailure);
  return thrown as ConnectFailure;
}

/** Attempts with one retry allowed, by what is there. */
const RETRIES: Readonly<Record<string, number>> = {
  'a name that does not exist': 2,
  'a port nobody listens on': 2,
  'a peer that closes at once': 2,
  'a peer that accepts and says nothing': 2,
  'a missing unix socket': 1,
  'an address without a route': 1,
  'an HTTP/1 server': 1,
  'a TLS server, without TLS': 1,
  'a certificate of an unknown authority': 1,
  'a server that wants a client certificate (TLS 1.3)': 1,
  'a TLS server without ALPN': 1,
};

describe('connecting with retries', () => {
  it('waits longer after each failure, with jitter, up to the most', async () => {
    const clock = new HandClock();
    const draws = [0, 1, 0.5, 0.5];
    const told: [ConnectAttempt, number | null][] = [];
    const failed = await failureOf(
      connect(
        connectOptions(await refused(), {
          retries: 4,
          retryDelayMs: 1000,
          retryMaxDelayMs: 2000,
          clock,
          random: () => draws.shift() ?? 0,
          onAttempt: (attempt, next) => told.push([attempt, next]),
        }),
      ),
    );
    const rounded = clock.slept.map((ms) => Math.round(ms));
    expect(rounded).toEqual([800, 1920, 2000, 2000]);
    expect(failed.attempts).toHaveLength(5);
    expect(failed.attempts.map(({ delayMs }) => delayMs)).toEqual([...clock.slept, undefined]);
    expect(failed.attempts.every(({ cause, message }) => cause === 'tcp-refused' && message?.includes('refused'))).toBe(
      true,
    );
    expect(told.map(([attempt]) => attempt)).toEqual(failed.attempts);
    expect(told.map(([, next]) => next)).toEqual([...clock.slept, null]);
    expect(failed).toMatchObject({ code: 'tcp-refused', exitCode: 3 });
    expect(failed.message).toContain('(5 attempts)');
    expect(failed.hint).not.toBeNull();
  });

  it('succeeds when the peer has come up, and keeps the failed attempts', async () => {
    let tries = 0;
    const clock = new HandClock();
    const peer = await rawPeer(() => undefined);
    const gate = await tcpPeer((socket) => {
      tries += 1;
      if (tries < 3) socket.resetAndDestroy();
      else socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
    });
    const told: (number | null)[] = [];
    const connection = await connect(
      connectOptions(`127.0.0.1:${gate.port}`, {
        retries: 5,
        clock,
        onAttempt: (_, next) => told.push(next),
      }),
    );
    const causes = connection.attempts.map(({ cause }) => cause);
    expect(causes.slice(0, -1)).toEqual(causes.slice(0, -1).map(() => 'tcp-reset'));
    expect(causes.length).toBeGreaterThan(1);
    expect(causes.at(-1)).toBeUndefined();
    expect(told.at(-1)).toBeNull();
    expect(connection.dialledAt).toBeGreaterThan(connection.firstAttemptAt);
    await connection.close();
    await gate.close();
    await peer.close();
  });

  it('does not retry what does not mend by itself', async () => {
    const clock = new HandClock();
    const peer = await tcpPeer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const failed = await failureOf(connect(connectOptions(`127.0.0.1:${peer.port}`, { retries: 3, clock })));
    expect(failed.attempts).toHaveLength(1);
    expect(failed.code).toBe('peer-is-http1');
    expect(clock.slept).toEqual([]);
    await peer.close();
  });

  it.for(UNREACHABLE.filter(({ name }) => RETRIES[name] !== undefined))(
    'to $name makes as many attempts as may help',
    async ({ name, cause, stage, tls, limitMs = 5000 }) => {
      const scene = new Scene(await makeKeys());
      const clock = new HandClock();
      const failed = await failureOf(
        connect(
          connectOptions((await stage(scene)) ?? '', {
            ...(tls ? { security: 'tls', tls: tls(scene.keys) } : {}),
            connectTimeoutMs: limitMs,
            retries: 1,
            clock,
          }),
        ),
      );
      await scene.strike();
      expect(failed.attempts.map((attempt) => attempt.cause)).toEqual(
        Array.from({ length: RETRIES[name] ?? 0 }, () => cause),
      );
      expect(clock.slept).toHaveLength(failed.attempts.length - 1);
    },
  );

  it('keeps the addresses of a name that were passed over', async () => {
    const peer = await rawPeer(() => undefined);
    const connection = await connect(
      connectOptions(`name.test:${peer.port}`, {
        lookup: (_host, _options, done) =>
          done(
            null,
            ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 })),
          ),
      }),
    );
    expect(connection.attempts).toMatchObject([
      { passedOver: [{ address: `127.0.0.2:${peer.port}`, cause: 'tcp-refused' }] },
    ]);
    await connection.close();
    await peer.close();
  });

  it('stops waiting when the signal says so, with its reason', async () => {
    const stop = new AbortController();
    const reason = new Error('interrupted');
    const target = await refused();
    const connecting = connect(
      connectOptions(target, {
        retries: 9,
        retryDelayMs: 60_000,
        retryMaxDelayMs: 60_000,
        signal: stop.signal,
        onAttempt: () => setTimeout(() => stop.abort(reason), 10),
      }),
    );
    await expect(connecting).rejects.toBe(reason);
  });

  it('does not begin after the signal', async () => {
    const reason = new Error('interrupted');
    const connecting = connect(connectOptions(await refused(), { signal: AbortSignal.abort(reason) }));
    await expect(connecting).rejects.toBe(reason);
  });
});

describe('keys that cannot be used', () => {
  it('are refused before anything is dialled', async () => {
    const peer = await tcpPeer(() => undefined);
    const connecting = connect(
      connectOptions(`127.0.0.1:${peer.port}`, { security: 'tls', tls: { cert: 'a certificate without a key' } }),
    );
    await expect(connecting).rejects.toMatchObject({ code: 'usage', exitCode: 2 });
    expect(peer.connections).toBe(0);
    await peer.close();
  });
});

describe('the windows', () => {
  it('are advertised: one stream in SETTINGS, the connection by WINDOW_UPDATE, at most 256 MiB', async () => {
    const seen: Buffer[] = [];
    const peer = await tcpPeer((socket) => {
      socket.on('data', (chunk: Buffer) => seen.push(chunk));
      socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
    });
    const windowSize = 100 * 1024 * 1024;
    const connection = await connect(connectOptions(`127.0.0.1:${peer.port}`, { windowSize, streams: 8 }));
    const update = Buffer.alloc(13);
    update.set([0, 0, 4, 8]);
    update.writeUInt32BE(256 * 1024 * 1024 - 65_535, 9);
    const setting = Buffer.alloc(6);
    setting.writeUInt16BE(4);
    setting.writeUInt32BE(windowSize, 2);
    await expect.poll(() => Buffer.concat(seen).includes(update)).toBe(true);
    expect(Buffer.concat(seen).includes(setting)).toBe(true);
    await connection.close();
    await peer.close();
  });
});
