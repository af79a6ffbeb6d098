import { setMaxListeners } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { systemClock } from '../../base/clock.ts';
import { Failure } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import type { Snapshot } from '../host.ts';
import type { BenchHost } from './carry-out.ts';
import type { BenchTask, FromThread, ToThread } from './part.ts';
import { processNow, unpackPlan } from './part.ts';
import { runBench } from './run.ts';

const TELL_MS = 200;

/** Runs one part of a bench of streams as `port` tells it. */
export function serveBenchTask(port: MessagePort, task: BenchTask): Promise<void> {
  return servePart(port, task.version, (host) => runBench(task.head, () => Promise.resolve(unpackPlan(task)), host));
}

/** Runs a part as `port` tells it, and tells how it goes; resolves when the result has been told. */
export async function servePart(
  port: MessagePort,
  version: string,
  run: (host: BenchHost) => Promise<RunResult>,
): Promise<void> {
  const tell = (message: FromThread): void => port.postMessage(message);
  const stop = new AbortController();
  // Every stream listens.
  setMaxListeners(0, stop.signal);
  let telling: NodeJS.Timeout | undefined;
  const gate = new Promise<number>((resolve, reject) => {
    stop.signal.addEventListener('abort', () => reject(new Failure('interrupted', 'interrupted before it began')));
    port.on('message', (message: ToThread) => {
      if ('stop' in message) stop.abort(message.stop);
      else resolve(begun(message.beginAt));
    });
  });
  // Where nobody waits for it.
  gate.catch(() => {});
  const onStart = (peek: () => Snapshot): void => {
    clearInterval(telling);
    tell({ snapshot: peek() });
    telling = setInterval(() => tell({ snapshot: peek() }), TELL_MS);
  };
  try {
    const result = await run({
      clock: systemClock,
      random: Math.random,
      version,
      signal: stop.signal,
      onAttempt: (attempt, delayMs) => tell({ attempt, delayMs }),
      onStart,
      gate: () => {
        tell({ ready: true });
        return gate;
      },
    });
    tell({ result });
  } catch (thrown) {
    const { code, message, hint } = Failure.from(thrown);
    if (code === 'internal') throw thrown;
    tell({ refused: { code, message, hint } });
  } finally {
    clearInterval(telling);
    port.close();
  }
}

/** Resolves at a moment of the process's clock, with the same moment on ours. */
async function begun(beginAt: number): Promise<number> {
  const zero = beginAt - processNow() + systemClock.now();
  const wait = zero - systemClock.now();
  if (wait > 0) await systemClock.sleep(wait);
  return zero;
}
