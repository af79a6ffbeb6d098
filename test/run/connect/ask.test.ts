import { describe, expect, it } from 'vitest';
import { callStatus, Status } from '../../../src/base/status.ts';
import type { Question } from '../../../src/run/connect/ask.ts';
import { ask, unanswered } from '../../../src/run/connect/ask.ts';
import { connectTo, MAX } from '../../support/wire-client.ts';
import type { RawStream } from '../../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer } from '../../support/wire-raw-peer.ts';

const TEXT: Question<string> = {
  method: '/a.B/C',
  request: Buffer.from('?'),
  read: (bytes) => ({ kind: 'read', value: Buffer.from(bytes).toString() }),
};

async function answerOf(script: (s: RawStream) => void, timeoutMs = 5000) {
  const peer = await rawPeer(script);
  const connection = await connectTo(peer.port);
  try {
    return await ask(connection, TEXT, { timeoutMs, maxMessageSize: MAX });
  } finally {
    await connection.close();
    await peer.close();
  }
}

describe('ask', () => {
  it('reads the answer and times it', async () => {
    const reply = await answerOf((s) => s.send(s.headers(), s.data(grpcMessage('yes')), s.trailers()));
    expect(reply).toEqual({
      method: '/a.B/C',
      answer: { kind: 'read', value: 'yes' },
      ms: expect.any(Number) as number,
      headersMs: expect.any(Number) as number,
      messageMs: expect.any(Number) as number,
    });
  });

  it.each<[string, string, (s: RawStream) => void]>([
    [
      'a status of the server',
      'refused',
      (s) =>
        s.send(
          s.headers(
            [
              [':status', '200'],
              ['content-type', 'application/grpc'],
              ['grpc-status', '5'],
            ],
            true,
          ),
        ),
    ],
    ['OK without a message', 'broken', (s) => s.send(s.headers(), s.trailers())],
    ['a truncated message', 'broken', (s) => s.send(s.headers(), s.data(grpcMessage('yes', 0, 9)), s.trailers())],
    [
      'HTML',
      'broken',
      (s) =>
        s.send(
          s.headers([
            [':status', '200'],
            ['content-type', 'text/html'],
          ]),
          s.data(Buffer.from('<html>'), true),
        ),
    ],
    [
      'HTTP 404',
      'foreign',
      (s) =>
        s.send(
          s.headers(
            [
              [':status', '404'],
              ['content-type', 'text/plain'],
            ],
            true,
          ),
        ),
    ],
    ['HTTP 503', 'broken', (s) => s.send(s.headers([[':status', '503']], true))],
    ['silence', 'broken', () => undefined],
    ['the end of the connection', 'broken', (s) => s.socket.destroy()],
  ])('tells %s to be %s', async (_, kind, script) => {
    const { answer, messageMs } = await answerOf(script, 200);
    expect(answer.kind).toBe(kind);
    if (kind !== 'broken') expect(messageMs).toBeNull();
  });
});

describe('unanswered', () => {
  it('takes no status of ours for one of the server', () => {
    const late = callStatus(Status.UNIMPLEMENTED, 'x', 'framing');
    expect(unanswered({ reason: 'broken', status: late }).kind).toBe('broken');
    expect(unanswered({ reason: 'deadline', status: callStatus(4, 'late', 'client') }).kind).toBe('broken');
    expect(unanswered({ reason: 'status', status: callStatus(4, 'late', 'server') }).kind).toBe('refused');
  });
});
