import type { Clock } from '../base/clock.ts';
import type { SessionConfig } from './config.ts';
import type { Connection } from './connection.ts';
import { waited } from './wait.ts';

type Reading = Pick<SessionConfig, 'streamingMode' | 'connectionTimeout' | 'yieldEventLoop'>;

/** How the messages of a stream are read. */
export interface InputOptions<TMessage> {
  readonly config: Reading;
  readonly clock: Clock;
  /** What is done with each message; reading goes on when it is done. */
  readonly handle: (message: TMessage) => Promise<void>;
}

/** Reads one stream, message by message, until the client closes it or the connection is over; throws what reading throws. */
export async function readMessages<TMessage, TCommand>(
  connection: Connection<TCommand>,
  messages: AsyncIterator<TMessage>,
  { config, clock, handle }: InputOptions<TMessage>,
): Promise<void> {
  const source = config.streamingMode === 'anext' ? pull(connection, messages, config, clock) : iterate(messages);
  for await (const message of source) {
    if (connection.over.aborted) return;
    connection.heard();
    connection.isBusy = true;
    await handle(message);
    // The loop has to turn, or commands wait until the last message is read.
    if (config.yieldEventLoop) await new Promise(setImmediate);
    connection.listens();
  }
}

function iterate<TMessage>(messages: AsyncIterator<TMessage>): AsyncIterable<TMessage> {
  return { [Symbol.asyncIterator]: () => messages };
}

/** One message at a time; a wait that takes too long is counted, and the read that is pending is waited for again. */
async function* pull<TMessage, TCommand>(
  connection: Connection<TCommand>,
  messages: AsyncIterator<TMessage>,
  { connectionTimeout }: Reading,
  clock: Clock,
): AsyncGenerator<TMessage, void, void> {
  const { over } = connection;
  // One listener for all reads: a race against a promise that long outlives them would remember each.
  let stop = (): void => {};
  over.addEventListener('abort', () => stop(), { once: true });
  while (!over.aborted) {
    const read = new Promise<IteratorResult<TMessage, unknown> | null>((resolve, reject) => {
      stop = () => resolve(null);
      messages.next().then(resolve, reject);
    });
    const next = await (connectionTimeout === null ? read : countingTimeouts(read, 1000 * connectionTimeout));
    if (next === null || next.done === true) return;
    yield next.value;
  }

  async function countingTimeouts<T>(read: Promise<T>, timeoutMs: number): Promise<T> {
    const arrived = new AbortController();
    void (async () => {
      while (await waited(clock, timeoutMs, arrived.signal)) connection.count('readTimeouts');
    })();
    try {
      return await read;
    } finally {
      arrived.abort();
    }
  }
}
