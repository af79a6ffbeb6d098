import type { Clock } from '../base/clock.ts';
import { InvalidArgumentError } from '../serve/errors.ts';
import type { SessionCall } from './call.ts';
import type { SessionConfig } from './config.ts';
import type { SessionCounts } from './connection.ts';
import { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import { HALF_CLOSE, REPLACED, cancelled, silent, tooManyErrors, unreadable } from './end.ts';
import { firstMessage } from './first-message.ts';
import type { SessionHooks } from './hooks.ts';
import { StreamHooks } from './hooks.ts';
import { readMessages } from './input.ts';
import type { Log } from './log.ts';
import { writeCommands } from './output.ts';
import { schedulePings } from './pings.ts';
import type { Acknowledgement, SessionProtocol } from './protocol.ts';
import type { Publisher } from './publisher.ts';
import { CommandError } from './responses.ts';
import type { ResponseRegistry } from './responses.ts';
import { silence } from './silence.ts';
import { later } from './wait.ts';

const CANCEL = 8;
/** How long a client whose stream has ended may take for what still waits for it. */
const FLUSH_MS = 10_000;

/** The client a message came from. */
export interface SessionClient<TCommand> {
  readonly clientId: string;
  readonly call: SessionCall;
  /** As sendToClient, for this very stream. */
  send(command: TCommand): Promise<boolean>;
  /** As executeCommandSync; its promise must not be awaited before the processor returns. */
  execute(command: TCommand, timeout?: number): Promise<Acknowledgement>;
}

/** Does what a message asks for; reading goes on when it is done. What it throws counts as an error of the stream. */
export type MessageProcessor<TMessage, TCommand> = (message: TMessage, client: SessionClient<TCommand>) => unknown;

/** What all streams of a service share. */
export interface StreamParts<TMessage, TCommand> {
  readonly config: SessionConfig;
  readonly protocol: SessionProtocol<TMessage, TCommand>;
  readonly processor: MessageProcessor<TMessage, TCommand>;
  readonly hooks: SessionHooks;
  readonly clock: Clock;
  readonly log: Log;
  readonly connections: Connections<TCommand>;
  readonly responses: ResponseRegistry<Connection<TCommand>>;
  readonly publisher: Publisher | null;
  /** Of all streams together. */
  readonly totals: SessionCounts;
  /** Told of an acknowledgement nobody waits for. */
  readonly ignored: () => void;
  send(connection: Connection<TCommand>, command: TCommand): Promise<boolean>;
  execute(connection: Connection<TCommand>, command: TCommand, timeout: number): Promise<Acknowledgement>;
}

/** One stream from its first message, which names the client, to its end; gives its commands. */
export async function* runStream<TMessage, TCommand>(
  parts: StreamParts<TMessage, TCommand>,
  messages: AsyncIterable<TMessage>,
  call: SessionCall,
): AsyncGenerator<TCommand, void, void> {
  const reader = messages[Symbol.asyncIterator]();
  const first = await firstMessage(reader, call, parts.config, parts.clock);
  const clientId = parts.protocol.clientId(first);
  if (clientId === '') throw new InvalidArgumentError('the first message has to name the client, and its id is empty');
  const { config, totals, clock } = parts;
  const connection = new Connection<TCommand>(clientId, call, { queueSize: config.maxQueueSize, totals, clock });
  yield* new Stream(parts, connection).run(first, reader);
}

class Stream<TMessage, TCommand> {
  readonly #parts: StreamParts<TMessage, TCommand>;
  readonly #connection: Connection<TCommand>;
  readonly #hooks: StreamHooks;
  readonly #client: SessionClient<TCommand>;

  constructor(parts: StreamParts<TMessage, TCommand>, connection: Connection<TCommand>) {
    const { clientId, call } = connection;
    this.#parts = parts;
    this.#connection = connection;
    this.#hooks = new StreamHooks(parts.hooks, clientId, call, parts.log);
    this.#client = {
      clientId,
      call,
      send: (command) => parts.send(connection, command),
      execute: (command, timeout = 30) => parts.execute(connection, command, timeout),
    };
  }

  async *run(first: TMessage, reader: AsyncIterator<TMessage>): AsyncGenerator<TCommand, void, void> {
    const connection = this.#connection;
    const cancel = (): void => void connection.end(cancelled(connection.call.signal.reason));
    connection.call.signal.addEventListener('abort', cancel, { once: true });
    this.#open();
    void this.#read(first, reader);
    this.#watch();
    const flushed = new AbortController();
    connection.over.addEventListener('abort', () => void this.#flush(flushed.signal), { once: true });
    try {
      yield* writeCommands(connection, (command) => this.#sent(command));
    } finally {
      flushed.abort();
      connection.call.signal.removeEventListener('abort', cancel);
      connection.end(cancelled());
      void reader.return?.();
    }
  }

  #open(): void {
    const { connections, log } = this.#parts;
    const connection = this.#connection;
    connection.over.addEventListener('abort', () => this.#close(), { once: true });
    connections.get(connection.clientId)?.end(REPLACED);
    connections.add(connection);
    log('info', connection.clientId, `connected from ${connection.call.peer}`);
    this.#hooks.connected();
  }

  /** At once when the stream has ended, however long its last commands take. */
  #close(): void {
    const { connections, responses, log } = this.#parts;
    const { clientId, ended } = this.#connection;
    if (ended === null) return;
    connections.remove(this.#connection);
    responses.rejectAll(this.#connection, new CommandError('disconnected', `${clientId} has gone`));
    if (ended.error !== null) this.#hooks.failed(ended.error);
    log(ended.error === null ? 'info' : 'warn', clientId, `disconnected: ${ended.error?.message ?? ended.cause}`);
    this.#hooks.disconnected(ended);
  }

  /** A peer that does not take what waits for it cannot keep its stream for ever. */
  async #flush(flushed: AbortSignal): Promise<void> {
    await later(this.#parts.clock, FLUSH_MS, flushed, () => this.#connection.call.reset(CANCEL));
  }

  #watch(): void {
    const { config, clock, protocol } = this.#parts;
    const connection = this.#connection;
    if (config.pingStrategy === 'disabled') return;
    void schedulePings(connection, config, clock, () => {
      connection.count('pings');
      connection.queue.putFirst(protocol.ping(connection.counts.pings));
    });
    void this.#endWhenSilent();
  }

  async #endWhenSilent(): Promise<void> {
    const { config, clock } = this.#parts;
    if (await silence(this.#connection, 1000 * config.pingTimeout, clock)) {
      this.#connection.end(silent(config.pingTimeout));
    }
  }

  async #read(first: TMessage, reader: AsyncIterator<TMessage>): Promise<void> {
    const { config, clock } = this.#parts;
    const connection = this.#connection;
    const handle = (message: TMessage): Promise<void> => this.#handle(message);
    try {
      await readMessages(connection, startingWith(first, reader), { config, clock, handle });
      connection.end(HALF_CLOSE);
    } catch (thrown) {
      connection.end(connection.call.signal.aborted ? cancelled(thrown) : unreadable(thrown));
    }
  }

  /** Never rejects: an error too many ends the stream. */
  async #handle(message: TMessage): Promise<void> {
    const { config, protocol } = this.#parts;
    try {
      if (config.publishMessages) this.#publish('', () => protocol.messageField(message), message);
      await this.#dispatch(message);
      this.#connection.errorsInARow = 0;
    } catch (thrown) {
      this.#failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  #dispatch(message: TMessage): unknown {
    const { protocol, responses, ignored, processor } = this.#parts;
    const connection = this.#connection;
    const acknowledgement = protocol.acknowledgement(message);
    if (acknowledgement !== null) {
      connection.count('acknowledgements');
      if (!responses.resolve(connection, acknowledgement)) ignored();
      return undefined;
    }
    if (protocol.isHeartbeat(message)) {
      connection.count('heartbeats');
      return undefined;
    }
    return processor(message, this.#client);
  }

  #failed(error: Error): void {
    const { config, log } = this.#parts;
    const connection = this.#connection;
    connection.count('errors');
    connection.errorsInARow += 1;
    log('error', connection.clientId, `a message could not be processed: ${error.message}`);
    this.#hooks.failed(error);
    const { maxConsecutiveErrors: most } = config;
    if (most > 0 && connection.errorsInARow >= most) connection.end(tooManyErrors(connection.errorsInARow, error));
  }

  #sent(command: TCommand): void {
    const { config, protocol } = this.#parts;
    if (config.publishCommands) this.#publish('command_', () => protocol.commandField(command), command);
  }

  /** Whatever becomes of it, the stream goes on. */
  #publish(prefix: string, fieldOf: () => string | null, data: unknown): void {
    const { publisher, log } = this.#parts;
    if (publisher === null) return;
    const { clientId } = this.#connection;
    try {
      const field = fieldOf();
      if (field !== null) publisher.publish({ clientId, field: `${prefix}${field}`, data });
    } catch (thrown) {
      log('error', clientId, `nothing was published: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
}

/** The messages with the one that was read already. */
function startingWith<T>(first: T, rest: AsyncIterator<T>): AsyncIterator<T> {
  let isFirst = true;
  return {
    next: () => {
      if (!isFirst) return rest.next();
      isFirst = false;
      return Promise.resolve({ done: false, value: first });
    },
  };
}
