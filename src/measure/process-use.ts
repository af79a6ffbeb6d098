import { performance } from 'node:perf_hooks';
import type { BenchPart } from '../base/bench-result.ts';

/** Above this share of busy time our own loop sets the pace. */
const BUSY = 0.9;

/** What this process uses between two moments. */
export interface ProcessUse {
  /** Since the start. */
  sofar(): Omit<BenchPart['process'], 'loopDelayP99Ms'>;
}

/** Starts counting CPU time and the busy time of our event loop. */
export function startProcessUse(): ProcessUse {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  return {
    sofar: () => {
      const { user, system } = process.cpuUsage(cpu);
      return {
        wallMs: performance.now() - startedAt,
        cpuMs: (user + system) / 1000,
        loopBusy: performance.eventLoopUtilization(loop).utilization,
      };
    },
  };
}

/** Why the rates say more of us than of the server; null when they do not. */
export function clientLimited({ loopBusy }: Pick<BenchPart['process'], 'loopBusy'>): string | null {
  if (loopBusy <= BUSY) return null;
  return `client-limited: our own loop was busy ${Math.floor(loopBusy * 100)} % of the time, so the server may be faster than this`;
}
