import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import { startHttp2 } from '../../src/wire/http2-session.ts';
import type { LinkOptions, LossReason } from '../../src/wire/link.ts';
import { Link } from '../../src/wire/link.ts';
import type { RawPeer } from '../support/wire-raw-peer.ts';
import { frame, rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

async function linked(
  peer: RawPeer,
  more: Partial<LinkOptions> = {},
): Promise<{ link: Link; losses: [LossReason, string][] }> {
  const socket = connectTcp({ host: '127.0.0.1', port: peer.port });
  await once(socket, 'connect');
  const settings = { windowSize: 1 << 20, connectionWindow: 1 << 20, address: 'the peer' };
  const session = await startHttp2(socket, settings, new AttemptLimit(5000, undefined));
  const link = new Link({
    session,
    socket,
    raw: socket,
    scheme: 'http',
    authority: 'a',
    clock: systemClock,
    ...more,
  });
  const losses: [LossReason, string][] = [];
  link.listeners.add({ lost: (...loss) => losses.push(loss), cancel: () => {}, done: Promise.resolve() });
  return { link, losses };
}

const greeting = frame(4, 0, 0);

describe('a link', () => {
  it('counts bytes, and is whole at first', async () => {
    const peer = await rawPeer(() => undefined);
    const { link, losses } = await linked(peer);
    expect(link.bytesRead).toBeGreaterThanOrEqual(greeting.length);
    expect(link.loss).toBeNull();
    expect(losses).toEqual([]);
    await link.close();
    await link.close();
    await peer.close();
  });

  it('tells a FIN as what it is, once', async () => {
    const peer = await tcpPeer((socket) => {
      socket.write(greeting);
      setTimeout(() => socket.end(), 20);
    });
    const { link, losses } = await linked(peer);
    await expect.poll(() => losses).toEqual([['connection-lost', 'the peer closed the connection']]);
    await link.close();
    expect(losses).toHaveLength(1);
    expect(link.loss).toEqual(losses[0]);
    await peer.close();
  });

  it('tells a reset by its code', async () => {
    const peer = await tcpPeer((socket) => {
      socket.write(greeting);
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    const { link, losses } = await linked(peer);
    await expect.poll(() => losses).toEqual([['connection-lost', 'the connection was lost (ECONNRESET)']]);
    await link.close();
    await peer.close();
  });

  it('notes a GOAWAY without error, and loses by one with', async () => {
    const bye = (code: number): Buffer => frame(7, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, code, 0x68, 0x69]));
    for (const code of [0, 11]) {
      const peer = await tcpPeer((socket) => {
        socket.write(greeting);
        setTimeout(() => socket.write(bye(code)), 20);
      });
      const { link, losses } = await linked(peer);
      await expect.poll(() => link.goaway?.code).toBe(code);
      expect(link.goaway?.text).toMatch(/^GOAWAY \w+ \(\d+\) "hi"$/);
      expect(losses.map(([reason]) => reason)).toEqual(code === 0 ? [] : ['goaway']);
      await link.close();
      await peer.close();
    }
  });

  it.each([
    [{}, /found us too demanding \(.*no keepalive was on\)$/],
    [{ keepaliveMs: 60_000 }, /keepalive pings too many; raise --keepalive or leave it out$/],
  ])('speaks of keepalive in ENHANCE_YOUR_CALM only where it was on: %o', async (more, words) => {
    const peer = await tcpPeer((socket) => {
      socket.write(greeting);
      setTimeout(() => socket.write(frame(7, 0, 0, Buffer.from([0, 0, 0, 0, 0, 0, 0, 11]))), 20);
    });
    const { link, losses } = await linked(peer, more);
    await expect.poll(() => losses).toHaveLength(1);
    expect(losses[0]?.[1]).toMatch(words);
    await link.close();
    await peer.close();
  });

  it('keeps alive while pings are answered', async () => {
    const peer = await rawPeer(() => undefined);
    const { link, losses } = await linked(peer, { keepaliveMs: 10, pingTimeoutMs: 2000 });
    const before = link.bytesRead;
    await expect.poll(() => link.bytesRead).toBeGreaterThan(before + 30);
    expect(losses).toEqual([]);
    await link.close();
    await peer.close();
  });

  it('is lost when a ping is not answered', async () => {
    const peer = await rawPeer(() => undefined, { pong: false });
    const { link, losses } = await linked(peer, { keepaliveMs: 10, pingTimeoutMs: 30 });
    await expect.poll(() => losses).toEqual([['keepalive', 'no answer to a keepalive ping within 30.0 ms']]);
    expect(link.session.destroyed).toBe(true);
    await link.close();
    await peer.close();
  });
});
