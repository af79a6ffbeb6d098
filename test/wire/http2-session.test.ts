import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AttemptLimit } from '../../src/wire/attempt-limit.ts';
import { startHttp2 } from '../../src/wire/http2-session.ts';
import type { RawPeer } from '../support/wire-raw-peer.ts';
import { rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

const options = { windowSize: 1 << 20, connectionWindow: 1 << 21, address: 'the peer' };

function reach(peer: RawPeer): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: '127.0.0.1', port: peer.port }, () => resolve(socket));
  });
}

describe('HTTP/2', () => {
  it('stands when the SETTINGS of the peer have come', async () => {
    const peer = await rawPeer(() => undefined);
    const socket = await reach(peer);
    const session = await startHttp2(socket, options, new AttemptLimit(5000, undefined));
    await expect.poll(() => session.localSettings.initialWindowSize).toBe(1 << 20);
    expect(session.state.localWindowSize).toBe(1 << 21);
    socket.emit('error', new Error('after the fact'));
    session.destroy();
    socket.destroy();
    await peer.close();
  });

  it.each([
    ['closed', (socket: Socket) => socket.end()],
    ['protocol', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('fails as %s, and the socket is destroyed', async (how, script) => {
    const peer = await tcpPeer(script);
    const socket = await reach(peer);
    await expect(startHttp2(socket, options, new AttemptLimit(5000, undefined))).rejects.toMatchObject({ how });
    expect(socket.destroyed).toBe(true);
    await peer.close();
  });
});
