import { Failure } from '../base/failure.ts';
import { startSpectrogramServer } from './server.ts';
import type { RunningServer, SpectrogramServerOptions } from './server.ts';

/** What the parent says: first the options, at the end stop. */
export type ToEmbedded = { readonly start: SpectrogramServerOptions } | { readonly stop: true };

/** What the child answers to the options. */
export type FromEmbedded =
  | { readonly address: string; readonly restAddress: string | null }
  | { readonly failure: { readonly code: string; readonly message: string; readonly hint: string | null } };

let running: RunningServer | null = null;

// A signal to the whole process group reaches us too, but the parent still has to finish its stream; it tells us when.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => void leave());
process.on('message', (message: ToEmbedded) => void ('stop' in message ? leave() : start(message.start)));

async function start(options: SpectrogramServerOptions): Promise<void> {
  try {
    const server = await startSpectrogramServer(options);
    running = server;
    tell({ address: server.address, restAddress: server.restAddress });
  } catch (thrown) {
    const { code, message, hint } = Failure.from(thrown);
    tell({ failure: { code, message, hint } });
  }
}

async function leave(): Promise<void> {
  await running?.close();
  process.exit(0);
}

function tell(message: FromEmbedded): void {
  if (process.connected) process.send?.(message);
}
