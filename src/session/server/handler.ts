import type { Clock } from '../../base/clock.ts';
import { Distribution } from '../../measure/distribution.ts';
import { UnimplementedError } from '../../serve/errors.ts';
import type { GrpcCall, GrpcHandler } from '../../serve/handler.ts';
import type { GrpcRequest } from '../../serve/message.ts';
import { GrpcResponse } from '../../serve/message.ts';
import type { SessionCall } from '../call.ts';
import type { CentrifugoOptions } from '../centrifugo.ts';
import type { SessionConfig } from '../config.ts';
import { decodeRequests } from '../handler.ts';
import type { LogSink } from '../log.ts';
import { BidirectionalStreamingService } from '../service.ts';
import { COUNT_HEADER, IDS_HEADER, PING_HEADER, RATE_HEADER, readWish } from '../v1/asked.ts';
import type { CommandWish } from '../v1/asked.ts';
import { sessionCodec } from '../v1/codec.ts';
import type { ClientMessage, ServerCommand } from '../v1/messages.ts';
import { sessionV1 } from '../v1/messages.ts';
import { CommandFlow } from './command-flow.ts';
import type { SessionFault } from './faults.ts';
import { FaultyWire } from './faulty-wire.ts';
import type { ServerStatistics } from './server-statistics.ts';
import { roundTripSummary } from './server-statistics.ts';

export interface SessionHandlerOptions {
  readonly config: SessionConfig;
  readonly faults: readonly SessionFault[];
  readonly clock: Clock;
  readonly version: string;
  readonly centrifugo?: CentrifugoOptions;
  readonly log?: LogSink;
}

/** One stream beside what the service knows of it. */
interface Stream {
  readonly flow: CommandFlow;
  clientId: string;
}

/** `serve session`: a session.v1 service that sends the commands its callers ask for in their metadata, and gives an account of them. */
export class SessionHandler implements GrpcHandler {
  readonly #options: SessionHandlerOptions;
  readonly #service: BidirectionalStreamingService<ClientMessage, ServerCommand>;
  readonly #wire: FaultyWire;
  readonly #streams = new Map<SessionCall, Stream>();
  readonly #roundTrips = new Distribution();
  readonly #totals = { sent: 0, acknowledged: 0 };
  readonly #startedAt: number;
  readonly #startedNow: number;
  #opened = 0;

  constructor(options: SessionHandlerOptions) {
    const { config, faults, clock, centrifugo, log } = options;
    this.#options = options;
    this.#startedAt = clock.epoch();
    this.#startedNow = clock.now();
    this.#service = new BidirectionalStreamingService({
      protocol: sessionV1,
      // What clients report is counted and published; nobody here acts on it.
      processor: () => {},
      config,
      clock,
      onConnect: (clientId, call) => this.#connected(clientId, call),
      onDisconnect: (_clientId, _end, call) => this.#disconnected(call),
      ...(centrifugo === undefined ? {} : { centrifugo }),
      ...(log === undefined ? {} : { log }),
    });
    this.#wire = new FaultyWire(faults, {
      clock,
      pingIntervalMs: 1000 * config.pingInterval,
      send: (clientId, command) => this.#service.sendToClient(clientId, command),
      other: (clientId) => this.#other(clientId),
    });
  }

  handleRequest({ methodName }: GrpcRequest): never {
    throw new UnimplementedError(`${methodName} is a bidirectional stream`);
  }

  async *handleBidiStream(
    requests: AsyncIterable<GrpcRequest>,
    call: GrpcCall,
  ): AsyncGenerator<GrpcResponse, void, void> {
    this.#wire.open();
    const wish = readWish(call.metadata);
    call.sendHeaders(this.#announce(wish));
    const stream = this.#open(call, wish);
    const decoded = decodeRequests(requests, sessionCodec().message);
    const messages = this.#wire.messages(decoded, () => void (stream.flow.messages += 1));
    try {
      const commands = this.#wire.commands(this.#counted(messages, stream, call), call, () => stream.clientId);
      for await (const payload of commands) yield new GrpcResponse({ payload });
    } finally {
      this.#streams.delete(call);
    }
  }

  statistics(): ServerStatistics {
    const { clock, version } = this.#options;
    const { rss: rssBytes, heapUsed: heapUsedBytes } = process.memoryUsage();
    return {
      version,
      startedAt: this.#startedAt,
      uptimeMs: clock.now() - this.#startedNow,
      process: { rssBytes, heapUsedBytes },
      sessions: this.#service.statistics(),
      asked: { ...this.#totals, roundTripMs: roundTripSummary(this.#roundTrips) },
    };
  }

  shutdown(): Promise<void> {
    return this.#service.shutdown();
  }

  async *#counted(
    messages: AsyncIterable<ClientMessage>,
    { flow }: Stream,
    call: GrpcCall,
  ): AsyncGenerator<ServerCommand, void, void> {
    for await (const command of this.#service.connect(messages, call)) {
      if (command.ping !== undefined && !this.#wire.isRepeated(command)) flow.pings += 1;
      yield command;
    }
  }

  #open(call: SessionCall, wish: CommandWish): Stream {
    const { clock } = this.#options;
    const parts = { service: this.#service, clock, roundTrips: this.#roundTrips, totals: this.#totals };
    const stream = { flow: new CommandFlow(parts, wish), clientId: '' };
    this.#streams.set(call, stream);
    return stream;
  }

  /** What a caller may want to know before the first command. */
  #announce({ rate, count }: CommandWish): Record<string, string> {
    const { pingStrategy, pingInterval } = this.#options.config;
    return {
      [PING_HEADER]: pingStrategy === 'disabled' ? pingStrategy : `${pingStrategy} ${pingInterval}`,
      [IDS_HEADER]: 'numbered',
      [RATE_HEADER]: String(rate),
      ...(count === Infinity ? {} : { [COUNT_HEADER]: String(count) }),
    };
  }

  #connected(clientId: string, call: SessionCall): void {
    const stream = this.#streams.get(call);
    if (stream === undefined) return;
    stream.clientId = clientId;
    this.#opened += 1;
    void stream.flow.run(clientId, this.#opened);
  }

  #disconnected(call: SessionCall): void {
    const stream = this.#streams.get(call);
    stream?.flow.stop();
    if (stream) call.addTrailers(stream.flow.trailers());
  }

  #other(clientId: string): string | null {
    const { clients } = this.#service.statistics();
    return clients.find((client) => client.clientId !== clientId)?.clientId ?? null;
  }
}
