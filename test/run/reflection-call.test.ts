import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/base/failure.ts';
import { ReflectionCall } from '../../src/run/reflection-call.ts';
import { connectTo } from '../support/wire-client.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
import { grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';

async function during<T>(script: (s: RawStream) => void, use: (call: ReflectionCall) => Promise<T>): Promise<T> {
  const peer = await rawPeer(script);
  const connection = await connectTo(peer.port);
  const call = new ReflectionCall(connection, 'a.B', []);
  try {
    return await use(call);
  } finally {
    call.close();
    await connection.close();
    await peer.close();
  }
}

const question = Buffer.from('?');

describe('ReflectionCall', () => {
  it('gives the answer to each question', async () => {
    const answers = await during(
      (s) => {
        s.send(s.headers(), s.data(grpcMessage('one')));
      },
      async (call) => [Buffer.from(await call.ask(question)).toString()],
    );
    expect(answers).toEqual(['one']);
  });

  it('fails every question after the end with its cause', async () => {
    const asked = (call: ReflectionCall): Promise<string> =>
      call.ask(question).then(String, (thrown: unknown) => (thrown as Failure).code);
    const codes = await during(
      (s) => s.send(s.headers([[':status', '404']], true)),
      async (call) => [await asked(call), await asked(call)],
    );
    expect(codes).toEqual(['no-reflection', 'no-reflection']);
  });

  it('takes no answer to a question nobody asked', async () => {
    await during(
      (s) => s.send(s.headers(), s.data(Buffer.concat([grpcMessage('one'), grpcMessage('two')]))),
      async (call) => {
        expect(Buffer.from(await call.ask(question)).toString()).toBe('one');
        await expect(call.ask(question)).rejects.toThrow('sent an answer nobody asked for');
      },
    );
  });

  it('ends when its time is over, and not when the work was done in time', async () => {
    await during(
      (s) => s.send(s.headers(), s.data(grpcMessage('one'))),
      async (call) => {
        expect(await call.within(5000, () => call.ask(question))).toHaveLength(3);
        await expect(call.within(20, () => call.ask(question))).rejects.toThrow('did not answer within 20.0 ms');
        await expect(call.ask(question)).rejects.toThrow('did not answer within 20.0 ms');
      },
    );
  });
});
