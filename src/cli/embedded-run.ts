import type { ChildServer } from '../serve/child-server.ts';
import { startEmbedded } from '../serve/embedded.ts';
import type { SpectrogramServerOptions } from '../serve/server.ts';
import { untilAborted } from './until-aborted.ts';

/** As withServer, with the simulator. */
export function withEmbedded<T>(
  options: SpectrogramServerOptions,
  signal: AbortSignal,
  follow: (address: string | null) => Promise<T>,
): Promise<T> {
  return withServer(() => startEmbedded(options), signal, follow);
}

/**
 * Starts an embedded server, hands its address to `follow` and stops it when that is done. When `signal` is aborted before it
 * is up, `follow` gets null.
 */
export async function withServer<T>(
  start: () => Promise<ChildServer<{ readonly address: string }>>,
  signal: AbortSignal,
  follow: (address: string | null) => Promise<T>,
): Promise<T> {
  const starting = start();
  try {
    const embedded = await Promise.race([starting, untilAborted(signal)]).catch((thrown: unknown) => {
      // Ctrl-C reaches the child too, which may be gone before we know why.
      if (signal.aborted) return null;
      throw thrown;
    });
    return await follow(signal.aborted ? null : embedded ? embedded.address : null);
  } finally {
    await starting.then((embedded) => embedded.stop()).catch(() => {});
  }
}
