import { describe, expect, it } from 'vitest';
import type { CallEnd, Connection } from '../../src/wire/types.ts';
import { unary } from '../../src/wire/unary.ts';
import { connectTo, MAX } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

async function asked(script: (s: RawStream) => void): Promise<{ end: CallEnd; message: Uint8Array | null }> {
  const peer = await rawPeer(script);
  const connection: Connection = await connectTo(peer.port);
  try {
    return await unary(connection, { method: '/t.T/M', maxMessageSize: MAX }, Buffer.from('question'));
  } finally {
    await connection.close();
    await peer.close();
  }
}

describe('a unary call', () => {
  it('sends one message and gives back one', async () => {
    let stream: RawStream | null = null;
    const { end, message } = await asked((s) => {
      stream = s;
      setTimeout(() => s.send(s.headers(), s.data(grpcMessage('answer')), s.trailers()), 20);
    });
    expect(Buffer.from(message ?? []).toString()).toBe('answer');
    expect(end.reason).toBe('status');
    expect((stream as RawStream | null)?.received).toEqual(grpcMessage('question'));
  });

  it.each([0, 2, 3])('with %i answers and OK is UNIMPLEMENTED', async (count) => {
    const answers = Array.from({ length: count }, () => grpcMessage('a'));
    const { end, message } = await asked((s) => s.send(s.headers(), s.data(Buffer.concat(answers)), s.trailers()));
    expect(end).toMatchObject({
      reason: 'broken',
      messages: count,
      status: {
        name: 'UNIMPLEMENTED',
        origin: 'framing',
        reason: 'message-count',
        message: expect.stringMatching(new RegExp(`answered by one message, ${count} messages came$`)) as string,
      },
    });
    expect(message).toBeNull();
  });

  it('keeps the error of the server', async () => {
    const { end, message } = await asked((s) =>
      s.send(s.headers(), s.data(grpcMessage('a')), s.trailers([['grpc-status', '5']])),
    );
    expect(end).toMatchObject({ reason: 'status', status: { name: 'NOT_FOUND' } });
    expect(message).toBeNull();
  });
});
