import { intervalRecord } from '../report/ndjson.ts';
import type { Host, Snapshot } from '../run/host.ts';
import { Progress } from './progress.ts';
import type { RunStage } from './run-stage.ts';

/**
 * Runs something that streams while the user looks on: a progress line on a terminal, an NDJSON record every second.
 * `onStart` is called when the first stream is about to open, `unit` is what it is made of.
 */
export async function watching<T>(
  { io, host, output, records, showProgress }: RunStage,
  unit: string,
  follow: (host: Host) => Promise<T>,
  onStart: () => void = () => {},
): Promise<T> {
  const progress = new Progress(io, unit);
  let intervals: NodeJS.Timeout | undefined;
  const start = (peek: () => Snapshot): void => {
    onStart();
    if (showProgress) progress.start(peek);
    if (!records) return;
    clearInterval(intervals);
    intervals = setInterval(() => void output.write(intervalRecord(peek())), 1000);
  };
  try {
    return await follow({ ...host, onStart: start });
  } finally {
    clearInterval(intervals);
    progress.stop();
  }
}
