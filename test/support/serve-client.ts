import { Client, credentials, Metadata } from '@grpc/grpc-js';
import type { ChannelCredentials, ClientDuplexStream, ClientReadableStream, StatusObject } from '@grpc/grpc-js';

const identity = (bytes: Buffer): Buffer => bytes;

export interface Received {
  readonly headers: Metadata | null;
  readonly messages: Buffer[];
  /** Milliseconds on the monotonic clock, one a message. */
  readonly times: number[];
  readonly status: StatusObject;
}

/** A grpc-js client of raw bytes; `close` it. */
export class RawClient {
  readonly #client: Client;

  constructor(address: string, channel: ChannelCredentials = credentials.createInsecure()) {
    this.#client = new Client(address, channel, {
      'grpc.use_local_subchannel_pool': 1,
      'grpc.enable_http_proxy': 0,
      'grpc.max_receive_message_length': -1,
      'grpc.ssl_target_name_override': 'localhost',
    });
  }

  serverStream(path: string, payload: Buffer, metadata: Metadata = new Metadata()): ClientReadableStream<Buffer> {
    return this.#client.makeServerStreamRequest(path, identity, identity, payload, metadata);
  }

  bidi(path: string, metadata: Metadata = new Metadata()): ClientDuplexStream<Buffer, Buffer> {
    return this.#client.makeBidiStreamRequest(path, identity, identity, metadata);
  }

  unary(path: string, payload: Buffer, metadata: Metadata = new Metadata()): Promise<Received> {
    return new Promise((resolve) => {
      let headers: Metadata | null = null;
      const messages: Buffer[] = [];
      const call = this.#client.makeUnaryRequest(path, identity, identity, payload, metadata, (_error, value) => {
        if (value) messages.push(value);
      });
      call.on('metadata', (received) => (headers = received));
      call.on('status', (status) => setImmediate(() => resolve({ headers, messages, times: [], status })));
    });
  }

  clientStream(path: string, payloads: readonly Buffer[], metadata: Metadata = new Metadata()): Promise<Received> {
    return new Promise((resolve) => {
      let headers: Metadata | null = null;
      const messages: Buffer[] = [];
      const call = this.#client.makeClientStreamRequest(path, identity, identity, metadata, (_error, value) => {
        if (value) messages.push(value);
      });
      call.on('metadata', (received) => (headers = received));
      call.on('status', (status) => setImmediate(() => resolve({ headers, messages, times: [], status })));
      for (const payload of payloads) call.write(payload);
      call.end();
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** Everything a stream gives until its status; `at` is told of each message. */
export function collect(call: ClientReadableStream<Buffer>, at: (count: number) => void = () => {}): Promise<Received> {
  return new Promise((resolve) => {
    let headers: Metadata | null = null;
    const messages: Buffer[] = [];
    const times: number[] = [];
    call.on('metadata', (received: Metadata) => (headers = received));
    call.on('data', (message: Buffer) => {
      times.push(performance.now());
      messages.push(message);
      at(messages.length);
    });
    call.on('error', () => {});
    call.on('status', (status: StatusObject) => resolve({ headers, messages, times, status }));
  });
}
