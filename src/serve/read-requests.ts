import type { GrpcRequest } from './message.ts';
import type { ServerCall } from './server-call.ts';

/** The reading side of a grpc-js call. */
interface Source<T> {
  on(event: 'data', listener: (message: T) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

const AHEAD = 16;

/** The request messages as the registry's handlers take them; as readEach. */
export function readRequests(source: Source<Buffer>, call: ServerCall): AsyncIterable<GrpcRequest> {
  return readEach(source, call.signal, (payload) => call.request(payload));
}

/**
 * The messages, each made into something, as an iterable to be read once; it throws when the call is cancelled. Built on events,
 * because `for await` over a grpc-js server call destroys it and can leave the client hanging (grpc-node #1839).
 */
export function readEach<T, R>(source: Source<T>, signal: AbortSignal, make: (message: T) => R): AsyncIterable<R> {
  const queue: R[] = [];
  let ended = false;
  let wake = ignore;
  source.on('data', (message) => {
    queue.push(make(message));
    if (queue.length >= AHEAD) source.pause();
    wake();
  });
  source.on('end', () => {
    ended = true;
    wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });

  async function* read(): AsyncGenerator<R> {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) {
        if (queue.length === 0) source.resume();
        yield next;
      } else if (ended) {
        // node:http2 ends the reading side of a cancelled stream before it says that it was cancelled.
        await new Promise(setImmediate);
        signal.throwIfAborted();
        return;
      } else {
        signal.throwIfAborted();
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  }
  return read();
}

function ignore(): void {}
