import { serveParent } from '../../serve/serve-parent.ts';
import type { SessionServerOptions } from './server.ts';
import { startSessionServer } from './server.ts';

serveParent(async (options) => {
  const server = await startSessionServer(options as SessionServerOptions);
  const { address } = server;
  return { said: { address }, close: () => server.close() };
});
