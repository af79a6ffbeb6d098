import { describe, expect, it } from 'vitest';
import { windowsOf } from '../../src/wire/window.ts';
import { connect } from '../../src/wire/connect.ts';
import { connectOptions, exchange } from '../support/wire-client.ts';
import { grpcMessage, tcpPeer } from '../support/wire-raw-peer.ts';

const MiB = 1024 ** 2;

describe('the windows of a connection', () => {
  it.each([
    [1024, 1, 1024, 1024],
    [16 * MiB, 0, 16 * MiB, 16 * MiB],
    [16 * MiB, 3, 48 * MiB, 16 * MiB],
    [100 * MiB, 8, 256 * MiB, 100 * MiB],
    [2 ** 31 - 1, 1, 256 * MiB, 256 * MiB],
  ])('of %i bytes for %i streams are %i together, %i of effect', (windowSize, streams, connectionWindow, effective) => {
    expect(windowsOf(windowSize, streams)).toEqual({ windowSize, connectionWindow, effective });
  });

  it.each([2 ** 31, 1023, 0, -1, 4096.5, Number.NaN, Infinity])('cannot be of %d bytes', (windowSize) => {
    expect(() => windowsOf(windowSize, 1)).toThrow(
      expect.objectContaining({
        code: 'usage',
        exitCode: 2,
        message: expect.stringContaining('--window-size') as string,
      }) as Error,
    );
  });

  it('are refused before anything is dialled', async () => {
    const peer = await tcpPeer(() => undefined);
    const connecting = connect(connectOptions(`127.0.0.1:${peer.port}`, { windowSize: 2 ** 31 }));
    await expect(connecting).rejects.toMatchObject({ code: 'usage' });
    expect(peer.connections).toBe(0);
    await peer.close();
  });

  it.each(['wire', 'grpc-js'] as const)('of the least size still let messages through (%s)', async (client) => {
    let reported = 0;
    const { sink } = await exchange((s) => s.send(s.headers(), s.data(grpcMessage('x'.repeat(900))), s.trailers()), {
      connect: { client, windowSize: 1024 },
      during: (_, connection) => (reported = connection.windowSize),
    });
    expect(sink.messages[0]).toHaveLength(900);
    expect(reported).toBe(1024);
  });

  it('are reported as far as they take effect: the connection bounds the wire client', async () => {
    const seen: number[] = [];
    for (const client of ['wire', 'grpc-js'] as const) {
      await exchange((s) => s.send(s.headers(), s.trailers()), {
        connect: { client, windowSize: 2 ** 31 - 1 },
        during: (_, connection) => void seen.push(connection.windowSize),
      });
    }
    expect(seen).toEqual([256 * MiB, 2 ** 31 - 1]);
  });
});
