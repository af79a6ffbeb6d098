import { Readable } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import type { RunResult, Setting } from '../../base/result.ts';
import { Secrets } from '../../base/secrets.ts';
import { runCallBench } from '../../run/bench/calls/run.ts';
import { shares } from '../../run/bench/plan.ts';
import { servePart } from '../../run/bench/thread.ts';
import type { Config } from '../config-file.ts';
import type { Io } from '../io.ts';
import { BENCH } from '../options/tables.ts';
import type { BenchValues } from '../options/values.ts';
import type { Level, Settings } from '../settings.ts';
import { draftCallBench, planCallBench } from './bench-call-plan.ts';

/** A share of a bench of calls for a thread, as plain data: what was said, for the thread to read anew. */
export interface CallTask {
  readonly target: string | undefined;
  readonly values: BenchValues;
  readonly record: Readonly<Record<string, Setting>>;
  readonly said: Readonly<Record<string, readonly [origin: string | null, level: Level]>>;
  readonly config: Config;
  readonly env: Io['env'];
  readonly version: string;
}

/** The shares of so many threads: each is a shard of this process's own, with connections of its own. */
export function callTasks(
  target: string | undefined,
  settings: Settings<BenchValues>,
  config: Config,
  { env, version }: Pick<CallTask, 'env' | 'version'>,
): CallTask[] {
  const { values, record } = settings;
  const { workers } = values;
  const own = values.shard ?? { index: 0, of: 1 };
  const said = Object.fromEntries(
    (Object.keys(BENCH) as (keyof BenchValues)[]).map((key) => [
      key,
      [settings.origin(key), settings.level(key)] as const,
    ]),
  );
  const connections = values.connections === null ? null : shares(values.connections, workers);
  return Array.from({ length: workers }, (_, n) => ({
    target,
    values: {
      ...values,
      workers: 1,
      repeat: 1,
      shard: { index: own.index + n * own.of, of: own.of * workers },
      connections: connections?.[n] ?? null,
    },
    record,
    said,
    config,
    // A copy, as the environment of a process does not cross threads.
    env: { ...env },
    version,
  }));
}

/** Runs one share as `port` tells it. */
export function serveCallTask(port: MessagePort, task: CallTask): Promise<void> {
  const { target, values, record, said, config, env } = task;
  const settings: Settings<BenchValues> = {
    values,
    record,
    origin: (key) => said[key]?.[0] ?? null,
    level: (key) => said[key]?.[1] ?? 0,
  };
  const io = { env, stdin: () => Readable.from([]), secrets: new Secrets() };
  return servePart(port, task.version, async (host): Promise<RunResult> => {
    const draft = draftCallBench(target, settings, config, io);
    return runCallBench(draft, (reached) => planCallBench(draft, settings, reached), host);
  });
}
