import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { grpcJsHandler } from '../../src/session/grpc-js.ts';
import type { SessionProtocol } from '../../src/session/protocol.ts';
import { BidirectionalStreamingService } from '../../src/session/service.ts';
import { RawClient } from '../support/serve-client.ts';
import { until } from '../support/until.ts';

/** A protocol of somebody else: JSON texts. */
interface Said {
  readonly from?: string;
  readonly done?: string;
  readonly text?: string;
}
interface Asked {
  readonly id: string;
  readonly what: string;
}
const protocol: SessionProtocol<Said, Asked> = {
  clientId: ({ from = '' }) => from,
  acknowledgement: ({ done }) =>
    done === undefined ? null : { commandId: done, success: true, message: '', error: '' },
  isHeartbeat: ({ text, done }) => text === undefined && done === undefined,
  commandId: ({ id }) => id,
  ping: (sequence) => ({ id: '', what: `ping ${sequence}` }),
  messageField: () => null,
  commandField: () => null,
};

const json = <T>() => ({
  serialize: (value: T) => Buffer.from(JSON.stringify(value)),
  deserialize: (bytes: Buffer) => JSON.parse(bytes.toString()) as T,
});

let server: Server | null = null;
afterEach(() => server?.forceShutdown());

describe('grpcJsHandler', () => {
  it('runs a service of any two message types in any grpc-js server', async () => {
    const said: string[] = [];
    const service = new BidirectionalStreamingService<Said, Asked>({
      protocol,
      processor: ({ text = '' }, { clientId }) => said.push(`${clientId} ${text}`),
    });
    server = new Server();
    const [messages, commands] = [json<Said>(), json<Asked>()];
    server.addService(
      {
        chat: {
          path: '/own.Chat/Chat',
          requestStream: true,
          responseStream: true,
          requestSerialize: messages.serialize,
          requestDeserialize: messages.deserialize,
          responseSerialize: commands.serialize,
          responseDeserialize: commands.deserialize,
        },
      },
      { chat: grpcJsHandler(service) },
    );
    const port = await new Promise<number>((resolve) =>
      server?.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, bound) => resolve(bound)),
    );
    const client = new RawClient(`127.0.0.1:${port}`);
    const call = client.bidi('/own.Chat/Chat');
    const asked: Asked[] = [];
    let ended: StatusObject | null = null;
    call.on('data', (bytes: Buffer) => asked.push(commands.deserialize(bytes)));
    call.on('status', (how: StatusObject) => (ended = how));
    call.write(messages.serialize({ from: 'x', text: 'hello' }));
    await until(() => service.isClientConnected('x'));
    const answer = service.executeCommandSync('x', { id: '1', what: 'jump' });
    await until(() => asked.length === 1);
    call.write(messages.serialize({ done: '1' }));
    expect((await answer).success).toBe(true);
    call.end();
    await until(() => ended !== null);
    expect(ended).toMatchObject({ code: status.OK });
    expect([said, asked]).toEqual([['x hello'], [{ id: '1', what: 'jump' }]]);
    client.close();
    await service.shutdown();
  });
});
