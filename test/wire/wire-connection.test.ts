import { describe, expect, it } from 'vitest';
import { CollectingSink, connectTo, MAX } from '../support/wire-client.ts';
import { certificate } from '../support/wire-certs.ts';
import { rawPeer, tcpPeer } from '../support/wire-raw-peer.ts';

const options = { method: '/t.T/M', maxMessageSize: MAX };

describe('a connection', () => {
  it.each([
    ['plaintext', false],
    ['TLS', true],
  ])('leaves nothing open when it is closed (%s)', async (_, secure) => {
    const keys = secure ? await certificate() : undefined;
    const sockets: { closed: boolean }[] = [];
    const peer = await rawPeer((s) => sockets.push(s.socket), keys ? { tls: keys } : {});
    const open = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = open();
    const connection = await connectTo(peer.port, keys ? { security: 'tls', tls: { ca: keys.cert } } : {});
    const calls = [1, 2, 3].map(() =>
      connection.open({ ...options, idleMs: 60_000, timeoutMs: 60_000 }, new CollectingSink()),
    );
    await expect.poll(() => sockets.length).toBe(3);
    expect(open()).toBeGreaterThan(before);
    await connection.close();
    const ends = await Promise.all(calls.map((call) => call.done));
    expect(ends.map(({ reason }) => reason)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    await expect.poll(open).toBe(before);
    await expect.poll(() => sockets.every((socket) => socket.closed)).toBe(true);
    const late = connection.open(options, new CollectingSink());
    expect((await late.done).status.message).toMatch(/closed by us, before the request was sent/);
    await connection.close();
    await peer.close();
  });

  it('that the peer has closed opens nothing, and says why', async () => {
    const peer = await tcpPeer((socket) => {
      socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
      setTimeout(() => socket.end(), 20);
    });
    const connection = await connectTo(peer.port);
    expect(connection.isOpen).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const { status, reason } = await connection.open(options, new CollectingSink()).done;
    expect(reason).toBe('broken');
    expect(connection.isOpen).toBe(false);
    expect(status).toMatchObject({
      name: 'UNAVAILABLE',
      reason: 'connection-lost',
      message: /the peer closed the connection, before/,
    });
    await connection.close();
    await peer.close();
  });

  it('that is going away opens nothing more, while what runs goes on', async () => {
    const peer = await rawPeer((s) => {
      s.send(s.headers(), s.goaway(0, 'age'));
      setTimeout(() => s.send(s.trailers()), 80);
    });
    const connection = await connectTo(peer.port);
    const running = connection.open(options, new CollectingSink());
    running.end();
    await new Promise((resolve) => setTimeout(resolve, 40));
    const late = await connection.open(options, new CollectingSink()).done;
    expect(connection.isOpen).toBe(false);
    expect(late.status.message).toMatch(/GOAWAY NO_ERROR \(0\) "age", before the request was sent/);
    expect((await running.done).status.name).toBe('OK');
    await connection.close();
    await peer.close();
  });

  it('survives a request that cannot be sent', async () => {
    const peer = await rawPeer((s) => s.send(s.headers(), s.trailers()));
    const connection = await connectTo(peer.port);
    const open = (): unknown => connection.open({ ...options, metadata: [['B', 'x']] }, new CollectingSink());
    expect(open).toThrow(/no metadata key/);
    const call = connection.open(options, new CollectingSink());
    call.end();
    expect((await call.done).status.name).toBe('OK');
    await connection.close();
    await peer.close();
  });
});
