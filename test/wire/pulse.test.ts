import { once } from 'node:events';
import type { ClientHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { connect as connectTcp } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import { startHttp2 } from '../../src/wire/http2-session.ts';
import { Pulse } from '../../src/wire/pulse.ts';
import { certificate } from '../support/wire-certs.ts';
import { frame, TYPE } from '../support/wire-frames.ts';
import type { RawPeerOptions, RawStream } from '../support/wire-raw-peer.ts';
import { rawPeer } from '../support/wire-raw-peer.ts';

const LOOK_MS = 20;
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

interface Watched {
  readonly stream: ClientHttp2Stream;
  readonly gone: () => number;
  /** SETTINGS the peer got, the first one and acknowledgements apart. */
  readonly probes: () => number;
}

/** One open request on a watched session. */
async function watched(
  script: (stream: RawStream) => void,
  { waiting = true, ...options }: RawPeerOptions & { waiting?: boolean } = {},
): Promise<Watched> {
  const settings = { count: 0 };
  const peer = await rawPeer(script, {
    ...options,
    onFrame: (type, flags) => void (settings.count += type === TYPE.settings && flags === 0 ? 1 : 0),
  });
  const raw: Socket = connectTcp({ host: '127.0.0.1', port: peer.port });
  await once(raw, 'connect');
  const secure: TLSSocket | null = options.tls
    ? connectTls({ socket: raw, ca: options.tls.cert, servername: 'localhost', ALPNProtocols: ['h2'] })
    : null;
  if (secure) await once(secure, 'secureConnect');
  const windows = { windowSize: 1 << 20, connectionWindow: 1 << 20, address: 'the peer' };
  const session = await startHttp2(secure ?? raw, windows, new AttemptLimit(5000, undefined));
  let gone = 0;
  const pulse = new Pulse(
    session,
    raw,
    () => waiting,
    () => (gone += 1),
    LOOK_MS,
  );
  const stream = session.request({ ':method': 'POST', ':path': '/t.T/M' }, { endStream: false });
  stream.on('error', () => undefined);
  cleanups.push(() => {
    pulse.stop();
    session.destroy();
    secure?.destroy();
    raw.destroy();
    return peer.close();
  });
  return { stream, gone: () => gone, probes: () => settings.count - 1 };
}

const GARBAGE = Buffer.from('garbage, garbage, garbage');
const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a session', () => {
  it.each([
    ['plaintext', false],
    ['TLS', true],
  ])('that has given up on garbage is found out, once (%s)', async (_, secure) => {
    const options = secure ? { tls: await certificate() } : {};
    const { gone } = await watched((s) => s.send(s.headers(), GARBAGE), options);
    await expect.poll(gone).toBe(1);
    await soon(6 * LOOK_MS);
    expect(gone()).toBe(1);
  });

  it('that lives answers, and a silence no longer than others is no question', async () => {
    let send = (): void => undefined;
    const { gone, probes } = await watched((s) => {
      s.send(s.headers());
      send = () => s.send(s.data(Buffer.from('a')));
    });
    await expect.poll(probes).toBe(1);
    for (let i = 0; i < 5; i += 1) {
      send();
      await soon(3 * LOOK_MS);
    }
    expect(probes()).toBeLessThanOrEqual(3);
    expect(gone()).toBe(0);
  });

  it('that has heard nothing asks nothing, and neither does one that waits for nothing', async () => {
    const silent = await watched(() => undefined);
    const idle = await watched((s) => s.send(s.headers()), { waiting: false });
    await soon(8 * LOOK_MS);
    expect([silent.probes(), idle.probes()]).toEqual([0, 0]);
  });

  it('whose peer takes nothing is not given up', async () => {
    const { stream, gone } = await watched((s) => {
      // Windows wide open, and a reader that stopped.
      const wide = Buffer.from([0x7f, 0xff, 0, 0]);
      s.send(s.headers(), frame(TYPE.windowUpdate, 0, 0, wide), frame(TYPE.windowUpdate, 0, s.id, wide));
      s.socket.pause();
    });
    await once(stream, 'response');
    stream.write(Buffer.alloc(32 << 20));
    await soon(8 * LOOK_MS);
    expect(gone()).toBe(0);
  });
});
