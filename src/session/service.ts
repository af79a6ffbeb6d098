import type { Clock } from '../base/clock.ts';
import { systemClock } from '../base/clock.ts';
import { InvalidArgumentError } from '../serve/errors.ts';
import type { SessionCall } from './call.ts';
import { noCall } from './call.ts';
import type { SessionConfig, SessionSettings } from './config.ts';
import { createSessionConfig } from './config.ts';
import type { Connection, SessionCounts } from './connection.ts';
import { noCounts } from './connection.ts';
import type { ClientStatistics } from './connections.ts';
import { Connections, clientStatistics } from './connections.ts';
import { SHUTDOWN } from './end.ts';
import type { SessionHooks } from './hooks.ts';
import { createLog } from './log.ts';
import type { LogSink } from './log.ts';
import type { Acknowledgement, SessionProtocol } from './protocol.ts';
import { createPublisher } from './publishing.ts';
import type { CentrifugoOptions } from './centrifugo.ts';
import type { Publisher } from './publisher.ts';
import { CommandError, ResponseRegistry } from './responses.ts';
import type { SessionStatistics } from './statistics.ts';
import { sessionStatistics } from './statistics.ts';
import { runStream } from './stream.ts';
import type { MessageProcessor, StreamParts } from './stream.ts';

export interface SessionServiceOptions<TMessage, TCommand> extends SessionHooks {
  readonly protocol: SessionProtocol<TMessage, TCommand>;
  /** Gets every message that is neither an acknowledgement nor a heartbeat, one at a time for each client. */
  readonly processor: MessageProcessor<TMessage, TCommand>;
  /** A preset, or fields for createSessionConfig; the defaults. */
  readonly config?: SessionSettings;
  /** The Centrifugo server to publish to; none: nothing is published. */
  readonly centrifugo?: CentrifugoOptions;
  readonly log?: LogSink;
  readonly clock?: Clock;
}

/** Long-lived bidirectional streams with many clients: messages in, commands out, each client under its id. */
export class BidirectionalStreamingService<TMessage, TCommand> {
  readonly config: SessionConfig;
  readonly #parts: StreamParts<TMessage, TCommand>;
  readonly #connections: Connections<TCommand>;
  readonly #responses: ResponseRegistry<Connection<TCommand>>;
  readonly #publisher: Publisher | null;
  readonly #totals: SessionCounts = noCounts();
  #ignored = 0;

  /** Throws a `config` Failure for a configuration that cannot be. */
  constructor(options: SessionServiceOptions<TMessage, TCommand>) {
    const { protocol, processor, onConnect, onDisconnect, onError, clock = systemClock } = options;
    const config = createSessionConfig(options.config);
    const log = createLog(config, options.log);
    this.config = config;
    this.#connections = new Connections(clock);
    this.#responses = new ResponseRegistry(clock);
    this.#publisher = createPublisher(config, options.centrifugo, clock);
    this.#parts = {
      config,
      protocol,
      processor,
      hooks: { onConnect, onDisconnect, onError },
      clock,
      log,
      connections: this.#connections,
      responses: this.#responses,
      publisher: this.#publisher,
      totals: this.#totals,
      ignored: () => void (this.#ignored += 1),
      send: (connection, command) => this.#send(connection, command),
      execute: (connection, command, timeout) => this.#execute(connection, command, timeout),
    };
  }

  /**
   * One stream: reads the messages and gives the commands as they are asked for. Throws a GrpcError for an end that was not
   * clean. A message iterable that is stuck is left alone once the call's signal is aborted or the stream was ended.
   */
  connect(messages: AsyncIterable<TMessage>, call: SessionCall = noCall()): AsyncGenerator<TCommand, void, void> {
    return runStream(this.#parts, messages, call);
  }

  isClientConnected(clientId: string): boolean {
    return this.#connections.get(clientId) !== undefined;
  }

  /** Queues a command; false when the client is not there, goes, or its queue stays full for queueTimeout. */
  async sendToClient(clientId: string, command: TCommand): Promise<boolean> {
    const connection = this.#connections.get(clientId);
    return connection !== undefined && (await this.#send(connection, command));
  }

  /** Queues a command for every client but those excluded; resolves with how many took it. */
  async broadcastToAll(command: TCommand, exclude: Iterable<string> = []): Promise<number> {
    const left = new Set(typeof exclude === 'string' ? [exclude] : exclude);
    const chosen = this.#connections.all().filter(({ clientId }) => !left.has(clientId));
    const taken = await Promise.all(chosen.map((connection) => this.#send(connection, command)));
    return taken.filter(Boolean).length;
  }

  /** The clients of which a message came in the last 5 minutes. */
  getActiveConnections(): ClientStatistics[] {
    return this.#connections.active().map(clientStatistics);
  }

  /** Ends a client's stream cleanly, once what waits for it has gone out; false when it is not there. */
  disconnectClient(clientId: string): boolean {
    const connection = this.#connections.get(clientId);
    return connection?.end(SHUTDOWN) ?? false;
  }

  /**
   * Sends a command and resolves with its acknowledgement, whether that tells of success or not. `timeout` is in seconds and
   * counts from the call. Not to be awaited in the processor of the same client, which would keep the acknowledgement from being read.
   * @throws CommandError when the client is not there or goes, its queue stays full, the time passes, or the command has no
   * id or one that is still waited for.
   */
  executeCommandSync(clientId: string, command: TCommand, timeout = 30): Promise<Acknowledgement> {
    const connection = this.#connections.get(clientId);
    if (connection === undefined) {
      return Promise.reject(new CommandError('not-connected', `${clientId} is not connected`));
    }
    return this.#execute(connection, command, timeout);
  }

  statistics(): SessionStatistics {
    return sessionStatistics({
      connections: this.#connections,
      counts: this.#totals,
      pendingCommands: this.#responses.size,
      ignoredAcknowledgements: this.#ignored,
      publisher: this.#publisher,
    });
  }

  /** Ends every stream cleanly, and lets what waits to be published go out for a second at most. */
  async shutdown(): Promise<void> {
    for (const connection of this.#connections.all()) connection.end(SHUTDOWN);
    await this.#publisher?.close();
  }

  #send(connection: Connection<TCommand>, command: TCommand): Promise<boolean> {
    const { queueTimeout } = this.config;
    return connection.queue.put(command, queueTimeout === null ? null : 1000 * queueTimeout);
  }

  async #execute(connection: Connection<TCommand>, command: TCommand, timeout: number): Promise<Acknowledgement> {
    if (!(timeout > 0)) throw new InvalidArgumentError(`the timeout of a command is seconds above 0, not ${timeout}`);
    const id = this.#parts.protocol.commandId(command);
    const acknowledged = this.#responses.expect(connection, id, 1000 * timeout);
    void this.#deliver(connection, command, id);
    return await acknowledged;
  }

  async #deliver(connection: Connection<TCommand>, command: TCommand, id: string): Promise<void> {
    if (await this.#send(connection, command)) return;
    const { ended, clientId } = connection;
    const error = ended
      ? new CommandError('disconnected', `${clientId} has gone`)
      : new CommandError('queue-full', `the queue of ${clientId} stayed full`);
    this.#responses.reject(connection, id, error);
  }
}
