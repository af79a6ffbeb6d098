import { Failure } from '../base/failure.ts';
import type { FromChild, ToChild } from './child-server.ts';

/** A server as the parent process hears of it. */
interface Served {
  /** Plain data. */
  readonly said: { readonly address: string };
  close(): Promise<void>;
}

/** Makes this process the server of the one that started it: it starts, says where it listens, and ends when told to, or with it. */
export function serveParent(start: (options: unknown) => Promise<Served>): void {
  let running: Served | null = null;
  const leave = async (): Promise<void> => {
    await running?.close();
    process.exit(0);
  };
  const begin = async (options: unknown): Promise<void> => {
    try {
      running = await start(options);
      tell(running.said);
    } catch (thrown) {
      const { code, message, hint } = Failure.from(thrown);
      tell({ failure: { code, message, hint } });
    }
  };
  // A signal to the whole process group reaches us too, but the parent still has to finish its run; it tells us when.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.on('disconnect', () => void leave());
  process.on('message', (message: ToChild) => void ('stop' in message ? leave() : begin(message.start)));
}

function tell(message: FromChild<Served['said']>): void {
  if (process.connected) process.send?.(message);
}
