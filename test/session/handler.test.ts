import { describe, expect, it } from 'vitest';
import { detachedCall } from '../../src/serve/handler.ts';
import { GrpcRequest } from '../../src/serve/message.ts';
import { noCall } from '../../src/session/call.ts';
import { sessionHandler } from '../../src/session/handler.ts';

const request = (text: string) => new GrpcRequest({ serviceName: 'a.B', methodName: 'C', payload: Buffer.from(text) });

const format = {
  decode: (bytes: Uint8Array) => {
    if (bytes.length === 0) throw new Error('nothing');
    return Buffer.from(bytes).toString();
  },
  encode: (command: string) => Buffer.from(command),
};

async function* texts(...all: string[]): AsyncGenerator<GrpcRequest> {
  for (const text of all) yield await Promise.resolve(request(text));
}

/** Answers each message with itself, twice. */
const echo = {
  async *connect(messages: AsyncIterable<string>): AsyncGenerator<string, void, void> {
    for await (const message of messages) yield message + message;
  },
};

describe('sessionHandler', () => {
  const handler = sessionHandler(echo, format);
  const call = detachedCall(request(''));

  it('decodes and encodes', async () => {
    const given: string[] = [];
    for await (const { payload } of handler.handleBidiStream?.(texts('a', 'b'), call) ?? []) {
      given.push(Buffer.from(payload).toString());
    }
    expect(given).toEqual(['aa', 'bb']);
  });

  it('makes INVALID_ARGUMENT of a message that does not decode', async () => {
    const stream = handler.handleBidiStream?.(texts(''), call)[Symbol.asyncIterator]();
    await expect(stream?.next()).rejects.toMatchObject({ code: 3, message: 'nothing' });
  });

  it('is no unary method', () => {
    expect(() => handler.handleRequest(request('x'), call)).toThrow('bidirectional');
  });
});

describe('noCall', () => {
  it('has nothing to reset', () => {
    expect(noCall().reset(8)).toBe(false);
    expect(noCall().addTrailers({ a: 'b' })).toBeUndefined();
  });
});
