import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { ClientDuplexStream, StatusObject } from '@grpc/grpc-js';
import type { Clock } from '../../src/base/clock.ts';
import { startServer } from '../../src/serve/grpc-server.ts';
import { GrpcService } from '../../src/serve/service.ts';
import type { SessionSettings } from '../../src/session/config.ts';
import type { SessionServiceOptions } from '../../src/session/service.ts';
import { BidirectionalStreamingService } from '../../src/session/service.ts';
import { SESSION_METHOD, SESSION_SERVICE, sessionCodec } from '../../src/session/v1/codec.ts';
import type { ClientMessage, ServerCommand } from '../../src/session/v1/messages.ts';
import { sessionV1 } from '../../src/session/v1/messages.ts';
import { SESSION_ROUTES, sessionV1Handler, sessionV1Service } from '../../src/session/v1/serve.ts';
import { RawClient } from './serve-client.ts';
import { until } from './until.ts';

export type V1Service = BidirectionalStreamingService<ClientMessage, ServerCommand>;
type V1Options = SessionServiceOptions<ClientMessage, ServerCommand>;

const PATH = `/${SESSION_SERVICE}/${SESSION_METHOD}`;

export interface RigOptions extends Partial<Omit<V1Options, 'config' | 'clock' | 'protocol'>> {
  readonly config?: SessionSettings;
  readonly clock?: Clock;
  /** A plain grpc-js server in place of the registry. */
  readonly plain?: boolean;
}

/** A session.v1 server over real gRPC on a free port, with clients; `stop` it. */
export interface Rig {
  readonly service: V1Service;
  readonly address: string;
  /** Hooks as they fired: `connect a`, `error a: text`, `disconnect a: cause`. */
  readonly events: string[];
  /** Messages the processor got, as `client: event name`. */
  readonly processed: string[];
  /** A client on a connection of its own; `through` another address that leads to the server. */
  client(through?: string): TestClient;
  stop(): Promise<void>;
}

export async function sessionRig(options: RigOptions = {}): Promise<Rig> {
  const events: string[] = [];
  const processed: string[] = [];
  const { plain = false, ...given } = options;
  const service: V1Service = new BidirectionalStreamingService({
    protocol: sessionV1,
    processor: (message, { clientId }) => {
      processed.push(`${clientId}: ${message.event?.name ?? message.status?.state ?? 'nothing'}`);
    },
    onConnect: (id) => events.push(`connect ${id}`),
    onDisconnect: (id, { cause }) => events.push(`disconnect ${id}: ${cause}`),
    onError: (id, { message }) => events.push(`error ${id}: ${message}`),
    ...given,
  });
  const server = plain ? await plainServer(service) : await registryServer(service);
  const clients: TestClient[] = [];
  return {
    service,
    address: server.address,
    events,
    processed,
    client: (through = server.address) => {
      const client = new TestClient(through);
      clients.push(client);
      return client;
    },
    stop: async () => {
      for (const client of clients) client.close();
      await service.shutdown();
      await server.close();
    },
  };
}

function registryServer(service: V1Service): Promise<{ address: string; close(): Promise<void> }> {
  const registry = new GrpcService();
  registry.registerHandler(SESSION_SERVICE, sessionV1Handler(service));
  return startServer(registry, SESSION_ROUTES, { graceMs: 50 });
}

async function plainServer(service: V1Service): Promise<{ address: string; close(): Promise<void> }> {
  const server = new Server();
  const { definition, implementation } = sessionV1Service(service);
  server.addService(definition, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    close: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}

/** One stream of a grpc-js client, on a connection of its own. */
export class TestClient {
  readonly commands: ServerCommand[] = [];
  status: StatusObject | null = null;
  readonly #client: RawClient;
  readonly call: ClientDuplexStream<Buffer, Buffer>;

  constructor(address: string) {
    this.#client = new RawClient(address);
    this.call = this.#client.bidi(PATH);
    this.call.on('data', (bytes: Buffer) => this.commands.push(sessionCodec().command.decode(bytes)));
    this.call.on('error', () => {});
    this.call.on('status', (ended: StatusObject) => (this.status = ended));
  }

  send(message: Partial<ClientMessage>): void {
    this.call.write(Buffer.from(sessionCodec().message.encode({ clientId: '', ...message })));
  }

  /** Names itself, and waits until the server knows it. */
  async hello(clientId: string, service: V1Service): Promise<this> {
    this.send({ clientId, heartbeat: { sequence: 1 } });
    await until(() => service.isClientConnected(clientId), `${clientId} was not connected`);
    return this;
  }

  acknowledge(commandId: string, more: object = {}): void {
    this.send({ commandAck: { commandId, success: true, ...more } });
  }

  get pings(): number[] {
    return this.commands.flatMap(({ ping }) => (ping === undefined ? [] : [ping.sequence ?? 0]));
  }

  /** Ids of the commands that were no pings. */
  get ids(): string[] {
    return this.commands.filter(({ ping }) => ping === undefined).map(({ commandId }) => commandId);
  }

  /** The status once the stream is over, as `OK` or `CODE: message`. */
  async ended(): Promise<string> {
    await until(() => this.status !== null, 'the stream did not end');
    const { code = 2, details = '' } = this.status ?? {};
    return code === status.OK ? 'OK' : `${status[code] ?? code}: ${details}`;
  }

  close(): void {
    this.call.cancel();
    this.#client.close();
  }
}
