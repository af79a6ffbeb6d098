import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../base/failure.ts';
import type { RunResult } from '../../base/result.ts';
import { startProcessUse } from '../../measure/process-use.ts';
import { verdictLine } from '../../report/line.ts';
import type { Host, Snapshot } from '../host.ts';
import { together } from '../job-streams.ts';
import { mergeResults } from '../merge/results.ts';
import type { RunHead } from '../plan.ts';
import type { FromThread, ToThread } from './part.ts';
import { packTask, processNow } from './part.ts';
import type { BenchPlan } from './plan.ts';
import { splitBench } from './plan.ts';
import { runBench } from './run.ts';

/** From src/run/bench and from dist/run/bench alike. */
const MAIN = fileURLToPath(new URL('../../../dist/run/bench/thread-main.js', import.meta.url));
/** So that the last thread to hear of it is in time. */
const NOTICE_MS = 10;

export interface Workers {
  readonly count: number;
  /** Names or files of the plan's layouts. */
  readonly layouts: readonly string[];
  /** Built module of a thread; ours by default. */
  readonly main?: string;
}

/**
 * As runBench, the streams shared out to so many threads, each with connections of its own. All begin at the same
 * moment, once each is connected and warm. A thread that crashes ends the others, and the run with a bug of ours.
 */
export async function runWorkers(
  head: RunHead,
  planner: (host: Host) => Promise<BenchPlan>,
  host: Host,
  { count, layouts, main = MAIN }: Workers,
): Promise<RunResult> {
  // No thread is started for nothing.
  if (host.signal.aborted) return runBench(head, planner, host);
  try {
    const parts = splitBench(await planner(host), count);
    return await runThreads(
      main,
      parts.map((part) => packTask(head, part, layouts, host.version)),
      host,
    );
  } catch (thrown) {
    return runBench(head, () => Promise.reject(Failure.from(thrown)), host);
  }
}

/**
 * Runs the tasks in threads of the built module `main`, which has `servePart` run each, and makes one document of theirs.
 * @throws Failure what is for the user to mend, and why there is no document at all.
 */
export async function runThreads(main: string, tasks: readonly unknown[], host: Host): Promise<RunResult> {
  if (!existsSync(main)) {
    throw new Failure('internal', 'the worker threads are not built', { hint: 'run npm run build' });
  }
  const threads = tasks.map((task, n) => new Thread(main, task, `worker ${n + 1} of ${tasks.length}`, host));
  const stop = (): void => threads.forEach((thread) => thread.tell({ stop: host.signal.reason }));
  host.signal.addEventListener('abort', stop, { once: true });
  if (host.signal.aborted) stop();
  // One that crashes, or has words for the user to mend, leaves no sense to the others.
  for (const { over } of threads) over.catch(() => threads.forEach((thread) => thread.tell({ stop: 'crash' })));
  try {
    await Promise.all(threads.map(({ ready }) => ready));
    const use = startProcessUse();
    if (!threads.every(({ isOver }) => isOver)) {
      host.onStart?.(() => together(threads.map(({ snapshot }) => snapshot)));
      const beginAt = processNow() + NOTICE_MS;
      for (const thread of threads) thread.tell({ beginAt });
    }
    const ends = await Promise.allSettled(threads.map(({ over }) => over));
    return joined(ends, use.sofar().cpuMs, host);
  } finally {
    host.signal.removeEventListener('abort', stop);
    await Promise.all(threads.map((thread) => thread.close()));
  }
}

type End = PromiseSettledResult<RunResult>;

/** What the threads found as one document. @throws Failure what is for the user to mend, and why none found anything. */
function joined(ends: readonly End[], cpuMs: number | null, { version }: Host): RunResult {
  const failure = ends.map((end) => (end.status === 'rejected' ? Failure.from(end.reason) : null)).find(Boolean);
  if (failure?.exitCode === 2) throw failure;
  const [first, ...others] = ends.flatMap((end, n) => (end.status === 'fulfilled' ? [signed(end.value, n + 1)] : []));
  if (first === undefined) throw failure ?? new Failure('internal', 'no worker thread had a result');
  const merged = mergeResults([first, ...others], { version });
  const { bench } = merged;
  const whole = {
    ...merged,
    ...(bench && { bench: { ...bench, workers: ends.length, process: { ...bench.process, cpuMs } } }),
  };
  return failure ? crashed(whole, failure) : whole;
}

/** Reasons for doubt are those of one thread. */
function signed(result: RunResult, worker: number): RunResult {
  return { ...result, suspect: result.suspect.map((reason) => `worker ${worker}: ${reason}`) };
}

/** What was found until a thread crashed, and that one did. */
function crashed(result: RunResult, { code, message, hint, exitCode }: Failure): RunResult {
  const document = {
    ...result,
    outcome: 'errored',
    exitCode,
    endReason: code,
    failure: { code, message, hint },
  } as const;
  return { ...document, summary: { ...result.summary, line: verdictLine(document) } };
}

/** One worker thread and what is known of it. */
class Thread {
  /** Resolves when it is connected and warm, or over; never rejects. */
  readonly ready: Promise<void>;
  /** Its result. Rejects with a Failure: `internal` when it crashed, else what it was refused for. */
  readonly over: Promise<RunResult>;
  snapshot: Snapshot = together([]);
  isOver = false;
  readonly #worker: Worker;

  constructor(main: string, task: unknown, name: string, { onAttempt }: Host) {
    this.#worker = new Worker(main, { workerData: task });
    const crash = (how: string): Failure =>
      new Failure('internal', `${name} ${how}`, {
        hint: 'this is a bug in grpc-validate; run again with GRPC_VALIDATE_DEBUG=1 and report the stack',
      });
    let isReady = (): void => {};
    const ready = new Promise<void>((resolve) => (isReady = resolve));
    this.over = new Promise<RunResult>((resolve, reject) => {
      this.#worker.on('message', (message: FromThread) => {
        if ('ready' in message) isReady();
        else if ('snapshot' in message) this.snapshot = message.snapshot;
        else if ('attempt' in message) onAttempt?.(message.attempt, message.delayMs);
        else if ('result' in message) {
          const { failure } = message.result;
          if (failure?.code === 'internal') reject(crash(`failed: ${failure.message}`));
          else resolve(message.result);
        } else reject(new Failure(message.refused.code, message.refused.message, hinted(message.refused.hint)));
      });
      this.#worker.on('error', (error: Error) => reject(crash(`crashed: ${error.message}`)));
      this.#worker.on('exit', (code) => reject(crash(`ended without a result (exit code ${code})`)));
    });
    this.ready = Promise.race([ready, this.#ended()]);
  }

  /** Harmless when the thread is over. */
  tell(message: ToThread): void {
    this.#worker.postMessage(message, []);
  }

  async #ended(): Promise<void> {
    await Promise.allSettled([this.over]);
    this.isOver = true;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

function hinted(hint: string | null): { hint?: string } {
  return hint === null ? {} : { hint };
}
