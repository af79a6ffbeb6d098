import type { Clock } from '../base/clock.ts';
import { InvalidArgumentError } from '../serve/errors.ts';
import type { SessionCall } from './call.ts';
import type { SessionConfig } from './config.ts';
import { cancelled, silent } from './end.ts';
import { later } from './wait.ts';

/**
 * The first message of a stream. Throws a GrpcError when none comes: the stream ends before, the call is over, or, while
 * there are pings, the client is silent for pingTimeout.
 */
export async function firstMessage<TMessage>(
  messages: AsyncIterator<TMessage>,
  call: SessionCall,
  { pingStrategy, pingTimeout }: Pick<SessionConfig, 'pingStrategy' | 'pingTimeout'>,
  clock: Clock,
): Promise<TMessage> {
  const arrived = new AbortController();
  try {
    const { done, value } = await new Promise<IteratorResult<TMessage, undefined>>((resolve, reject) => {
      const leave = (): void => reject(cancelled(call.signal.reason).error);
      call.signal.addEventListener('abort', leave, { once: true, signal: arrived.signal });
      if (pingStrategy !== 'disabled') {
        void later(clock, 1000 * pingTimeout, arrived.signal, () => reject(silent(pingTimeout).error));
      }
      messages.next().then(resolve, reject);
    });
    if (done === true) throw new InvalidArgumentError('the stream ended before a first message named the client');
    return value;
  } finally {
    arrived.abort();
  }
}
