import { connect } from '../wire/connect.ts';
import { interruption } from './focus/interruption.ts';
import type { Host } from './host.ts';
import type { Reach } from './plan.ts';
import type { Reflection, ReflectionOptions } from './reflection.ts';
import { openReflection } from './reflection.ts';

/**
 * Connects, has `ask` put its questions to the server's reflection, and closes the connection. Throws a ConnectFailure,
 * the Failures of Reflection, or `interrupted` and `terminated` once the signal is aborted.
 */
export async function askReflection<T>(
  reach: Reach,
  options: ReflectionOptions,
  host: Host,
  ask: (reflection: Reflection) => Promise<T>,
): Promise<T> {
  const { clock, random, signal, onAttempt } = host;
  try {
    const connection = await connect({ ...reach, clock, random, signal, ...(onAttempt ? { onAttempt } : {}) });
    const leave = (): void => void connection.close();
    signal.addEventListener('abort', leave, { once: true });
    try {
      const reflection = await openReflection(connection, options);
      const answer = await ask(reflection);
      reflection.close();
      return answer;
    } finally {
      signal.removeEventListener('abort', leave);
      await connection.close();
    }
  } catch (thrown) {
    throw signal.aborted ? interruption(signal) : thrown;
  }
}
