import type { RunResult } from '../../../base/result.ts';
import type { Host } from '../../host.ts';
import type { RunHead } from '../../plan.ts';
import type { BenchHost, Way } from '../carry-out.ts';
import { carryOut } from '../carry-out.ts';
import { buildCallBench } from './document.ts';
import { followCalls } from './follow.ts';
import type { CallBenchPlan } from './plan.ts';
import { warmingPlan } from './plan.ts';

const CALLS: Way<CallBenchPlan> = { reach: ({ reach }) => reach, follow: followCalls, warming: warmingPlan };

/**
 * Makes calls of one method in lanes side by side or as planned, or opens its streams; judges and times every one. Never
 * throws but for a usage failure: what went wrong is in the document.
 */
export async function runCallBench(
  head: RunHead,
  planner: (host: Host) => Promise<CallBenchPlan>,
  host: BenchHost,
): Promise<RunResult> {
  const began = host.clock.now();
  const run = await carryOut(CALLS, planner, host);
  return buildCallBench(head, host, run, host.clock.now() - began);
}
