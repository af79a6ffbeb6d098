import { describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import { connectSocket } from '../../src/wire/tcp.ts';
import { blackHole } from '../support/black-hole.ts';
import { tcpPeer } from '../support/wire-raw-peer.ts';

const limit = (ms = 5000): AttemptLimit => new AttemptLimit(ms, undefined);
const loopback = (port: number) => ({ host: '127.0.0.1', port });

describe('a connection', () => {
  it('comes about, and an error of later is for others to tell', async () => {
    const peer = await tcpPeer(() => undefined);
    const socket = await connectSocket(loopback(peer.port), 'the peer', limit());
    expect(socket.remotePort).toBe(peer.port);
    socket.destroy(new Error('later'));
    await peer.close();
  });

  it('is refused where nobody listens', async () => {
    const peer = await tcpPeer(() => undefined);
    await peer.close();
    const refused = connectSocket(loopback(peer.port), 'the peer', limit());
    await expect(refused).rejects.toMatchObject({ why: 'tcp-refused', message: 'the peer refused the connection' });
  });

  it('is given up at the limit where nothing answers', async ({ skip }) => {
    const hole = await blackHole();
    skip(hole === null, 'this system takes more connections than the backlog');
    const late = connectSocket(loopback(hole?.port ?? 0), 'the peer', limit(100));
    await expect(late).rejects.toMatchObject({
      why: 'tcp-timeout',
      message: 'the peer did not answer within 100.0 ms',
    });
    await hole?.close();
  });

  it.each([
    [{ path: '/not/there' }, 'unix-missing', 'there is no the peer'],
    [{ host: '255.255.255.255', port: 9 }, 'unreachable', /^the peer (?:cannot be reached|may not be opened) \(E/],
  ])('to %j fails as %s', async (where, why, message) => {
    const failed = connectSocket(where, 'the peer', limit());
    await expect(failed).rejects.toMatchObject({
      why,
      message: (message instanceof RegExp ? expect.stringMatching(message) : message) as string,
    });
  });
});
