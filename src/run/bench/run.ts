import type { RunResult } from '../../base/result.ts';
import type { Host } from '../host.ts';
import type { RunHead } from '../plan.ts';
import type { BenchHost, Way } from './carry-out.ts';
import { carryOut } from './carry-out.ts';
import { buildBench } from './document.ts';
import { followBench } from './follow.ts';
import type { BenchPlan } from './plan.ts';

const STREAMS: Way<BenchPlan> = {
  reach: ({ stream }) => stream.reach,
  follow: followBench,
  warming: (plan, until) => ({ ...plan, stream: { ...plan.stream, ending: until } }),
};

/**
 * Opens the connections and the streams, at once or as planned, judges and measures every frame. Never throws but for a usage failure:
 * what went wrong is in the document.
 */
export async function runBench(
  head: RunHead,
  planner: (host: Host) => Promise<BenchPlan>,
  host: BenchHost,
): Promise<RunResult> {
  const began = host.clock.now();
  const run = await carryOut(STREAMS, planner, host);
  return buildBench(head, host, run, host.clock.now() - began);
}
