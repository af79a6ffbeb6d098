import { fileURLToPath } from 'node:url';
import type { ChildServer } from '../../serve/child-server.ts';
import { startChild } from '../../serve/child-server.ts';
import type { SessionServerOptions } from './server.ts';

/** From src/session/server and from dist/session/server alike. */
const MAIN = fileURLToPath(new URL('../../../dist/session/server/embedded-main.js', import.meta.url));

/** Starts the session server in a process of its own; see startChild. */
export function startEmbeddedSession(
  options: SessionServerOptions,
): Promise<ChildServer<{ readonly address: string }>> {
  return startChild(MAIN, options);
}
