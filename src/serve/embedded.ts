import { fileURLToPath } from 'node:url';
import type { ChildServer } from './child-server.ts';
import { startChild } from './child-server.ts';
import type { SpectrogramServerOptions } from './server.ts';

/** From src/serve and from dist/serve alike. */
const MAIN = fileURLToPath(new URL('../../dist/serve/embedded-main.js', import.meta.url));

export type EmbeddedServer = ChildServer<{
  /** `host:port` on the loopback interface. */
  readonly address: string;
  /** The same of the REST facade; null without one. */
  readonly restAddress: string | null;
}>;

/** Starts the simulator in a process of its own; see startChild. */
export function startEmbedded(options: SpectrogramServerOptions = {}): Promise<EmbeddedServer> {
  return startChild(MAIN, options);
}
