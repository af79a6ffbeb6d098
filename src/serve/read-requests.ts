import type { GrpcRequest } from './message.ts';
import type { ServerCall } from './server-call.ts';

/** The reading side of a grpc-js call. */
interface Source {
  on(event: 'data', listener: (payload: Buffer) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

const AHEAD = 16;

/**
 * The request messages as an iterable to be read once; it throws when the call is cancelled. Built on events, because `for await`
 * over a grpc-js server call destroys it and can leave the client hanging (grpc-node #1839).
 */
export function readRequests(source: Source, call: ServerCall): AsyncIterable<GrpcRequest> {
  const queue: GrpcRequest[] = [];
  let ended = false;
  let wake = ignore;
  source.on('data', (payload) => {
    queue.push(call.request(payload));
    if (queue.length >= AHEAD) source.pause();
    wake();
  });
  source.on('end', () => {
    ended = true;
    wake();
  });
  call.signal.addEventListener('abort', () => wake(), { once: true });

  async function* read(): AsyncGenerator<GrpcRequest> {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) {
        if (queue.length === 0) source.resume();
        yield next;
      } else if (ended) {
        // node:http2 ends the reading side of a cancelled stream before it says that it was cancelled.
        await new Promise(setImmediate);
        call.signal.throwIfAborted();
        return;
      } else {
        call.signal.throwIfAborted();
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  }
  return read();
}

function ignore(): void {}
