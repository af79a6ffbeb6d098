import { serveParent } from './serve-parent.ts';
import { startSpectrogramServer } from './server.ts';
import type { SpectrogramServerOptions } from './server.ts';

serveParent(async (options) => {
  const server = await startSpectrogramServer(options as SpectrogramServerOptions);
  const { address, restAddress } = server;
  return { said: { address, restAddress }, close: () => server.close() };
});
