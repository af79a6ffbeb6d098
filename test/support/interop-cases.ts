import { expect } from 'vitest';
import { percentDecode } from '../../src/wire/status.ts';
import type { Call, CallEnd, CallOptions, Connection, Metadata } from '../../src/wire/types.ts';
import { oneAnswer } from '../../src/wire/unary.ts';
import type { MessageName, Messages } from './interop-messages.ts';
import { decode, encode, payload, sizeOf, TEST_SERVICE } from './interop-messages.ts';
import { CollectingSink, MAX } from './wire-client.ts';

/** One of the interoperability cases every gRPC implementation answers to: grpc/doc/interop-test-descriptions.md. */
export interface InteropCase {
  readonly name: string;
  readonly run: (connection: Connection) => Promise<void>;
}

interface Ended {
  readonly end: CallEnd;
  readonly messages: readonly Buffer[];
}

/** A call under way, whose answers can be waited for one by one. */
class Dialogue extends CollectingSink {
  readonly call: Call;
  #wake: () => void = () => undefined;

  constructor(connection: Connection, method: string, options: Partial<CallOptions> = {}) {
    super();
    this.call = connection.open({ method: `/${method}`, maxMessageSize: MAX, ...options }, this);
  }

  override message(length: number, arrival: number): void {
    super.message(length, arrival);
    this.#wake();
  }

  send<N extends MessageName>(name: N, json: Messages[N], compress = true): Promise<void> {
    return this.call.write(encode(name, json), { compress });
  }

  /** Waits for so many answers, or for the end. */
  async until(count: number): Promise<void> {
    const ended = this.call.done.then(() => true);
    while (this.messages.length < count) {
      const more = new Promise<boolean>((resolve) => (this.#wake = () => resolve(false)));
      if (await Promise.race([ended, more])) return;
    }
  }

  async over(): Promise<Ended> {
    return { end: await this.call.done, messages: this.messages };
  }
}

/** Sends all of it and waits for the end. */
async function ask<N extends MessageName>(
  connection: Connection,
  method: string,
  name: N,
  requests: readonly Messages[N][],
  options: Partial<CallOptions> & { readonly compress?: boolean } = {},
): Promise<Ended> {
  const dialogue = new Dialogue(connection, method.includes('/') ? method : `${TEST_SERVICE}/${method}`, options);
  for (const request of requests) await dialogue.send(name, request, options.compress);
  dialogue.call.end();
  return dialogue.over();
}

function expectOk({ end }: Ended): void {
  expect(end.status).toMatchObject({ name: 'OK', origin: 'server' });
  expect(end.reason).toBe('status');
}

function onlyAnswer<N extends MessageName>(name: N, ended: Ended): Messages[N] {
  expectOk({ ...ended, end: oneAnswer(ended.end) });
  return decode(name, ended.messages[0] as Buffer);
}

function sizes({ messages }: Ended): number[] {
  return messages.map((bytes) => sizeOf(decode('StreamingOutputCallResponse', bytes).payload));
}

const RESPONSES = [31_415, 9, 2653, 58_979];
const REQUESTS = [27_182, 8, 1828, 45_904];
const METADATA: Metadata = [
  ['x-grpc-test-echo-initial', 'test_initial_metadata_value'],
  ['x-grpc-test-echo-trailing-bin', Buffer.from('ababab', 'hex').toString('base64')],
];
const MESSAGE = 'test status message';
const SPECIAL = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';

/** What grpc-js and grpc-go serve. */
export const INTEROP_CASES: readonly InteropCase[] = [
  {
    name: 'empty_unary',
    run: async (connection) => {
      expect(onlyAnswer('Empty', await ask(connection, 'EmptyCall', 'Empty', [{}]))).toEqual({});
    },
  },
  {
    name: 'large_unary',
    run: async (connection) => {
      const request = { responseSize: 314_159, payload: payload(271_828) };
      const ended = await ask(connection, 'UnaryCall', 'SimpleRequest', [request]);
      expect(onlyAnswer('SimpleResponse', ended).payload).toEqual(payload(314_159));
    },
  },
  {
    name: 'client_streaming',
    run: async (connection) => {
      const requests = REQUESTS.map((size) => ({ payload: payload(size) }));
      const ended = await ask(connection, 'StreamingInputCall', 'StreamingInputCallRequest', requests);
      expect(onlyAnswer('StreamingInputCallResponse', ended)).toEqual({ aggregatedPayloadSize: 74_922 });
    },
  },
  {
    name: 'server_streaming',
    run: async (connection) => {
      const request = { responseParameters: RESPONSES.map((size) => ({ size })) };
      const ended = await ask(connection, 'StreamingOutputCall', 'StreamingOutputCallRequest', [request]);
      expectOk(ended);
      expect(sizes(ended)).toEqual(RESPONSES);
    },
  },
  {
    name: 'ping_pong',
    run: async (connection) => {
      const dialogue = new Dialogue(connection, `${TEST_SERVICE}/FullDuplexCall`);
      for (const [i, size] of RESPONSES.entries()) {
        const request = { responseParameters: [{ size }], payload: payload(REQUESTS[i] as number) };
        await dialogue.send('StreamingOutputCallRequest', request);
        await dialogue.until(i + 1);
        expect(dialogue.messages).toHaveLength(i + 1);
      }
      dialogue.call.end();
      const ended = await dialogue.over();
      expectOk(ended);
      expect(sizes(ended)).toEqual(RESPONSES);
    },
  },
  {
    name: 'empty_stream',
    run: async (connection) => {
      const ended = await ask(connection, 'FullDuplexCall', 'StreamingOutputCallRequest', []);
      expectOk(ended);
      expect(ended.messages).toEqual([]);
    },
  },
  {
    name: 'custom_metadata',
    run: async (connection) => {
      const options = { metadata: METADATA };
      const simple = { responseSize: 314_159, payload: payload(271_828) };
      const duplex = { responseParameters: [{ size: 314_159 }], payload: payload(271_828) };
      const ends = [
        await ask(connection, 'UnaryCall', 'SimpleRequest', [simple], options),
        await ask(connection, 'FullDuplexCall', 'StreamingOutputCallRequest', [duplex], options),
      ];
      for (const ended of ends) {
        expectOk(ended);
        expect(ended.end.headers).toContainEqual(METADATA[0]);
        const [, echoed] = ended.end.trailers?.find(([key]) => key === METADATA[1]?.[0]) ?? [];
        expect(Buffer.from(echoed ?? '', 'base64').toString('hex')).toBe('ababab');
      }
    },
  },
  {
    name: 'status_code_and_message',
    run: async (connection) => {
      const responseStatus = { code: 2, message: MESSAGE };
      const ends = [
        await ask(connection, 'UnaryCall', 'SimpleRequest', [{ responseStatus }]),
        await ask(connection, 'FullDuplexCall', 'StreamingOutputCallRequest', [{ responseStatus }]),
      ];
      for (const { end } of ends) {
        expect(end).toMatchObject({ reason: 'status', status: { code: 2, message: MESSAGE, origin: 'server' } });
      }
    },
  },
  {
    name: 'special_status_message',
    run: async (connection) => {
      const responseStatus = { code: 2, message: SPECIAL };
      const { end } = await ask(connection, 'UnaryCall', 'SimpleRequest', [{ responseStatus }]);
      expect(end.status).toMatchObject({ code: 2, origin: 'server' });
      expect(end.status.message).toMatch(/^\\t\\ntest with whitespace\\r\\nand Unicode BMP ☺ and non-BMP 😈\\t\\n$/);
      const [, sent] = end.trailers?.find(([key]) => key === 'grpc-message') ?? [];
      expect(percentDecode(sent ?? '')).toBe(SPECIAL);
    },
  },
  {
    name: 'unimplemented_method',
    run: async (connection) => {
      const { end } = await ask(connection, 'UnimplementedCall', 'Empty', [{}]);
      expect(end).toMatchObject({ reason: 'status', status: { name: 'UNIMPLEMENTED', origin: 'server' } });
    },
  },
  {
    name: 'unimplemented_service',
    run: async (connection) => {
      const { end } = await ask(connection, 'grpc.testing.UnimplementedService/UnimplementedCall', 'Empty', [{}]);
      expect(end).toMatchObject({ reason: 'status', status: { name: 'UNIMPLEMENTED', origin: 'server' } });
    },
  },
  {
    name: 'cancel_after_begin',
    run: async (connection) => {
      const dialogue = new Dialogue(connection, `${TEST_SERVICE}/StreamingInputCall`);
      dialogue.call.cancel();
      const { end, messages } = await dialogue.over();
      expect(end).toMatchObject({ reason: 'cancelled', status: { name: 'CANCELLED', origin: 'client' } });
      expect(messages).toEqual([]);
    },
  },
  {
    name: 'cancel_after_first_response',
    run: async (connection) => {
      const dialogue = new Dialogue(connection, `${TEST_SERVICE}/FullDuplexCall`);
      const request = { responseParameters: [{ size: 31_415 }], payload: payload(27_182) };
      await dialogue.send('StreamingOutputCallRequest', request);
      await dialogue.until(1);
      dialogue.call.cancel();
      const { end, messages } = await dialogue.over();
      expect(end).toMatchObject({ reason: 'cancelled', status: { name: 'CANCELLED', origin: 'client' } });
      expect(messages).toHaveLength(1);
    },
  },
  {
    name: 'timeout_on_sleeping_server',
    run: async (connection) => {
      const dialogue = new Dialogue(connection, `${TEST_SERVICE}/FullDuplexCall`, { timeoutMs: 1 });
      await dialogue.send('StreamingOutputCallRequest', { payload: payload(27_182) });
      const { end } = await dialogue.over();
      expect(end.status.name).toBe('DEADLINE_EXCEEDED');
    },
  },
];

const INVALID = { reason: 'status', status: { name: 'INVALID_ARGUMENT', origin: 'server' } };
const COMPRESSED = { value: true };
const PLAIN = { value: false };

const CLIENT_COMPRESSED: readonly InteropCase[] = (['gzip', 'deflate'] as const).flatMap((compression) => [
  {
    name: `client_compressed_unary (${compression})`,
    run: async (connection) => {
      const request = { responseSize: 314_159, payload: payload(271_828) };
      const send = (expectCompressed: { value: boolean }, compress: boolean): Promise<Ended> =>
        ask(connection, 'UnaryCall', 'SimpleRequest', [{ ...request, expectCompressed }], { compression, compress });
      // The probe: a server that does not look would take it.
      expect((await send(COMPRESSED, false)).end).toMatchObject(INVALID);
      for (const ended of [await send(COMPRESSED, true), await send(PLAIN, false)]) {
        expect(onlyAnswer('SimpleResponse', ended).payload).toEqual(payload(314_159));
      }
    },
  },
  {
    name: `client_compressed_streaming (${compression})`,
    run: async (connection) => {
      const method = `${TEST_SERVICE}/StreamingInputCall`;
      const first = { payload: payload(27_182), expectCompressed: COMPRESSED };
      const probe = { compression, compress: false };
      expect((await ask(connection, method, 'StreamingInputCallRequest', [first], probe)).end).toMatchObject(INVALID);
      const dialogue = new Dialogue(connection, method, { compression });
      await dialogue.send('StreamingInputCallRequest', first, true);
      const second = { payload: payload(45_904), expectCompressed: PLAIN };
      await dialogue.send('StreamingInputCallRequest', second, false);
      dialogue.call.end();
      expect(onlyAnswer('StreamingInputCallResponse', await dialogue.over())).toEqual({
        aggregatedPayloadSize: 73_086,
      });
    },
  },
]);

/** What needs a server that sees and sets compression. */
export const COMPRESSED_CASES: readonly InteropCase[] = [
  ...CLIENT_COMPRESSED,
  {
    name: 'server_compressed_unary',
    run: async (connection) => {
      for (const responseCompressed of [COMPRESSED, PLAIN]) {
        const request = { responseSize: 314_159, payload: payload(271_828), responseCompressed };
        const ended = await ask(connection, 'UnaryCall', 'SimpleRequest', [request]);
        expect(onlyAnswer('SimpleResponse', ended).payload).toEqual(payload(314_159));
        expect(ended.end.compressed).toBe(responseCompressed.value ? 1 : 0);
      }
    },
  },
  {
    name: 'server_compressed_streaming',
    run: async (connection) => {
      const responseParameters = [
        { size: 31_415, compressed: COMPRESSED },
        { size: 92_653, compressed: PLAIN },
      ];
      const ended = await ask(connection, 'StreamingOutputCall', 'StreamingOutputCallRequest', [
        { responseParameters },
      ]);
      expectOk(ended);
      expect(sizes(ended)).toEqual([31_415, 92_653]);
      expect(ended.end.compressed).toBe(1);
      expect(ended.end.wireBytes).toBeLessThan(93_000);
    },
  },
];
