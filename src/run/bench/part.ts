import type { Failure, FailureCode } from '../../base/failure.ts';
import type { ConnectAttempt, RunResult } from '../../base/result.ts';
import { loadLayout } from '../../frame/layout.ts';
import type { CompiledLayout } from '../../frame/layout.ts';
import type { Snapshot } from '../host.ts';
import type { RunHead, StreamPlan } from '../plan.ts';
import type { BenchPlan } from './plan.ts';

/** The part of a bench one thread runs, as plain data. */
export interface BenchTask {
  readonly head: RunHead;
  readonly plan: Omit<BenchPlan, 'stream'> & { readonly stream: Omit<StreamPlan, 'layouts'> };
  /** Names or files of the layouts to try, in order. */
  readonly layouts: readonly string[];
  readonly version: string;
}

/** What a thread is told: to begin at that moment of the process's clock, or to end. */
export type ToThread = { readonly beginAt: number } | { readonly stop: unknown };

/** What a thread tells. */
export type FromThread =
  | { readonly ready: true }
  | { readonly snapshot: Snapshot }
  | { readonly attempt: ConnectAttempt; readonly delayMs: number | null }
  | { readonly result: RunResult }
  | { readonly refused: Pick<Failure, 'message' | 'hint'> & { readonly code: FailureCode } };

/** A part of a bench for a thread; layouts have methods, so that they go by name. */
export function packTask(
  { command, embedded, failOn, slos, settings, labels, notes }: RunHead,
  { stream, ...plan }: BenchPlan,
  layouts: readonly string[],
  version: string,
): BenchTask {
  const { layouts: _, ...plain } = stream;
  return {
    head: { command, embedded, failOn, slos, settings, labels, notes },
    plan: { ...plan, stream: plain },
    layouts,
    version,
  };
}

/** @throws Failure when a layout cannot be loaded. */
export function unpackPlan({ plan, layouts }: BenchTask): BenchPlan {
  const compiled = layouts.map(loadLayout) as [CompiledLayout, ...CompiledLayout[]];
  return { ...plan, stream: { ...plan.stream, layouts: compiled } };
}

/** Milliseconds on a monotonic clock that all threads of the process share. */
export function processNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
