import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Io } from './io.ts';

/** Whether there is somebody to ask. */
export function canAsk({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>): boolean {
  return stderr.isTTY && (stdin() as Readable & { readonly isTTY?: boolean }).isTTY === true;
}

/** Asks on stderr and waits for one line; null when there is none to come, or when `signal` is aborted first. */
export async function ask(
  { stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>,
  question: string,
  signal: AbortSignal,
): Promise<string | null> {
  await stderr.write(question);
  if (signal.aborted) return null;
  // Not as a terminal: the system edits the line, and Ctrl-C stays a signal.
  const lines = createInterface({ input: stdin(), terminal: false });
  try {
    return await new Promise((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(null));
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
  } finally {
    lines.close();
  }
}
