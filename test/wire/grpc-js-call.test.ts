import { describe, expect, it } from 'vitest';
import { CollectingSink, connectTo, exchange, MAX } from '../support/wire-client.ts';
import { grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

describe('a call through grpc-js', () => {
  it('keeps messages a paused reader has not taken, though the status is there', async () => {
    const peer = await rawPeer((s) =>
      s.send(s.headers(), s.data(grpcMessage('a')), s.data(grpcMessage('b')), s.trailers()),
    );
    const connection = await connectTo(peer.port, { client: 'grpc-js' });
    const sink = new CollectingSink();
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX }, sink);
    call.end();
    call.pause();
    await new Promise((resolve) => setTimeout(resolve, 60));
    call.resume();
    expect((await call.done).status.name).toBe('OK');
    expect(sink.texts).toEqual(['a', 'b']);
    await connection.close();
    await peer.close();
  });

  it('shows a truncated last message as an ordinary Node client does: not at all', async () => {
    const peer = await rawPeer((s) => s.send(s.headers(), s.data(grpcMessage('ab').subarray(0, 6)), s.trailers()));
    const connection = await connectTo(peer.port, { client: 'grpc-js' });
    const call = connection.open({ method: '/t.T/M', maxMessageSize: MAX }, new CollectingSink());
    call.end();
    expect(await call.done).toMatchObject({ messages: 0, status: { name: 'OK' } });
    await connection.close();
    await peer.close();
  });

  it.each(['', 'a'])('ends as UNKNOWN where grpc-js has no code: "%s" compressed without an encoding', async (text) => {
    const { end } = await exchange((s) => s.send(s.headers(), s.data(grpcMessage(text, 1)), s.trailers()), {
      connect: { client: 'grpc-js' },
    });
    expect(end).toMatchObject({
      reason: 'broken',
      messages: 0,
      trailers: [],
      status: { name: 'UNKNOWN', origin: 'client', reason: 'bad-status', raw: 'undefined' },
    });
    expect(end.status.message).toContain('grpc-encoding');
  });
});
