import { describe, expect, it } from 'vitest';
import { peerSettings } from '../../src/wire/peer-settings.ts';
import { connectTo } from '../support/wire-client.ts';
import { frame, tcpPeer } from '../support/wire-raw-peer.ts';

/** A SETTINGS frame of [identifier, value] pairs. */
function settings(...pairs: readonly (readonly [number, number])[]): Buffer {
  const payload = Buffer.alloc(6 * pairs.length);
  for (const [i, [id, value]] of pairs.entries()) {
    payload.writeUInt16BE(id, 6 * i);
    payload.writeUInt32BE(value, 6 * i + 2);
  }
  return frame(4, 0, 0, payload);
}

describe('the settings of a peer', () => {
  it.each([
    [
      'what it announces',
      settings([3, 100], [4, 1_048_576], [5, 65_536], [6, 8192]),
      { maxConcurrentStreams: 100, initialWindowSize: 1_048_576, maxFrameSize: 65_536, maxHeaderListSize: 8192 },
    ],
    [
      "the protocol's defaults where it announces nothing",
      settings(),
      { maxConcurrentStreams: null, initialWindowSize: 65_535, maxFrameSize: 16_384, maxHeaderListSize: null },
    ],
    [
      'zero where it announces zero',
      settings([3, 0], [4, 0]),
      { maxConcurrentStreams: 0, initialWindowSize: 0, maxFrameSize: 16_384, maxHeaderListSize: null },
    ],
  ])('are %s', async (_, bytes, expected) => {
    const peer = await tcpPeer((socket) => socket.write(bytes));
    const connection = await connectTo(peer.port);
    expect(connection.settings).toEqual(expected);
    await connection.close();
    await peer.close();
  });

  it('are the defaults where node knows nothing of them', () => {
    expect(peerSettings({})).toEqual({
      maxConcurrentStreams: null,
      initialWindowSize: 65_535,
      maxFrameSize: 16_384,
      maxHeaderListSize: null,
    });
  });
});
