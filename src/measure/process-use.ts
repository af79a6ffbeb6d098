import { performance } from 'node:perf_hooks';
import type { BenchProcess } from '../base/bench-result.ts';

/** Above this share of busy time our own loop sets the pace. */
const BUSY = 0.9;

/** What this process, or this thread of it, uses between two moments. */
export interface ProcessUse {
  /** Since the start. */
  sofar(): Omit<BenchProcess, 'loopDelayP99Ms'>;
}

type CpuUse = (since?: NodeJS.CpuUsage) => NodeJS.CpuUsage;

const PROCESS: CpuUse = (since) => process.cpuUsage(since);
/** Node's own, from 23.9 on. */
const THREAD = (process as { readonly threadCpuUsage?: CpuUse }).threadCpuUsage;

/** Starts counting CPU time and the busy time of our event loop; of one of several threads its own. */
export function startProcessUse(
  of: 'process' | 'thread' = 'process',
  cpuOf: CpuUse | undefined = of === 'process' ? PROCESS : THREAD,
): ProcessUse {
  const startedAt = performance.now();
  const cpu = cpuOf?.();
  const loop = performance.eventLoopUtilization();
  return {
    sofar: () => {
      const used = cpuOf?.(cpu);
      return {
        wallMs: performance.now() - startedAt,
        cpuMs: used ? (used.user + used.system) / 1000 : null,
        loopBusy: performance.eventLoopUtilization(loop).utilization,
      };
    },
  };
}

/** Why the rates say more of us than of the server; null when they do not. */
export function clientLimited({ loopBusy }: Pick<BenchProcess, 'loopBusy'>): string | null {
  if (loopBusy <= BUSY) return null;
  return `client-limited: our own loop was busy ${Math.floor(loopBusy * 100)} % of the time, so the server may be faster than this`;
}
