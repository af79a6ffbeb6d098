import type { GrpcResponse } from './message.ts';
import type { ServerCall } from './server-call.ts';
import type { Metadata } from '@grpc/grpc-js';

/** The writing side of a grpc-js call. */
interface Sink {
  end(trailers?: Metadata): unknown;
  emit(event: 'error', error: Error): boolean;
  once(event: 'drain', listener: () => void): unknown;
  off(event: 'drain', listener: () => void): unknown;
}

/** Writes the responses of a handler, their metadata going into the trailers; as pumpEach. */
export function pump(
  sink: Sink & { write(chunk: Buffer): boolean },
  call: ServerCall,
  open: () => AsyncIterable<GrpcResponse>,
): Promise<void> {
  return pumpEach(sink, call, open, ({ metadata, payload }) => {
    call.addTrailers(metadata);
    return sink.write(asBuffer(payload));
  });
}

/**
 * Writes messages as the peer takes them and ends the call with their outcome; `write` says whether the peer takes more. Headers
 * go out as soon as the handler first awaits, not with the first message. When the call is over early, `return()` is called on
 * the messages.
 */
export async function pumpEach<T>(
  sink: Sink,
  call: ServerCall,
  open: () => AsyncIterable<T>,
  write: (message: T) => boolean,
): Promise<void> {
  try {
    const responses = open()[Symbol.asyncIterator]();
    const close = (): void => void Promise.resolve(responses.return?.()).catch(ignore);
    call.signal.addEventListener('abort', close, { once: true });
    let next = responses.next();
    call.announce();
    for (;;) {
      const { done, value } = await next;
      if (call.signal.aborted) return;
      if (done === true) break;
      if (!write(value)) await drained(sink, call.signal);
      if (call.signal.aborted) return;
      next = responses.next();
    }
    sink.end(call.trailers);
  } catch (thrown) {
    if (!call.signal.aborted) sink.emit('error', call.failure(thrown));
  }
}

/** grpc-js never reports a write that a cancelled call swallowed, so the signal must release us too. */
function drained(sink: Sink, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      sink.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    sink.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

function ignore(): void {}

/** The same bytes as grpc-js wants them; throws TypeError for anything else a handler in JavaScript may give. */
export function asBuffer(bytes: Uint8Array): Buffer {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the handler gave a response whose payload is no Uint8Array');
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
