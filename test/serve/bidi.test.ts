import { Metadata, Server, ServerCredentials } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { bidiService } from '../../src/serve/bidi.ts';
import type { BidiStream } from '../../src/serve/bidi.ts';
import { NotFoundError } from '../../src/serve/errors.ts';
import { RawClient, collect } from '../support/serve-client.ts';
import type { Received } from '../support/serve-client.ts';

let stop = (): void => {};
afterEach(() => stop());

const text = { encode: (value: string) => Buffer.from(value), decode: (bytes: Uint8Array) => String(bytes) };

/** What a grpc-js server that got the stream from us answers to some texts. */
async function answer(open: BidiStream<string, string>, ...said: string[]): Promise<Received> {
  const server = new Server();
  const method = { service: 'a.B', method: 'C', request: text, response: text };
  const { definition, implementation } = bidiService(method, open);
  server.addService(definition, implementation);
  const port = await new Promise<number>((resolve) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, bound) => resolve(bound)),
  );
  const client = new RawClient(`127.0.0.1:${port}`);
  stop = () => {
    client.close();
    server.forceShutdown();
  };
  const metadata = new Metadata();
  metadata.set('who', 'me');
  const call = client.bidi('/a.B/C', metadata);
  for (const each of said) call.write(Buffer.from(each));
  call.end();
  return await collect(call);
}

describe('bidiService', () => {
  it('gives the messages and writes what comes back, with the trailers of the call', async () => {
    const { messages, status, headers } = await answer(
      async function* (requests, call) {
        for await (const request of requests) yield request.toUpperCase();
        call.addTrailers({ seen: String(call.metadata['who']), method: call.methodName });
      },
      'a',
      'b',
    );
    expect(messages.map(String)).toEqual(['A', 'B']);
    expect([status.code, status.metadata.getMap()]).toEqual([0, { seen: 'me', method: 'C' }]);
    expect(headers).not.toBeNull();
  });

  it('makes a status of what it throws, after the messages before it', async () => {
    const { messages, status } = await answer(async function* () {
      yield await Promise.resolve('one');
      throw new NotFoundError('no two');
    });
    expect(messages.map(String)).toEqual(['one']);
    expect(status).toMatchObject({ code: 5, details: 'no two' });
  });
});
