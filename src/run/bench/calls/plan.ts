import type { CallPlan } from '../../call/plan.ts';
import type { Ending, Reach, RunHead } from '../../plan.ts';
import type { BenchLoad } from '../plan.ts';

/** How long a lane makes calls: so many, and for so long; null is no limit. */
export interface LaneLimit {
  readonly calls: number | null;
  readonly forMs: number | null;
}

/** One `bench --call` run. */
export interface CallBenchPlan extends BenchLoad {
  readonly head: Pick<RunHead, 'slos' | 'notes'>;
  readonly reach: Reach;
  /** `pkg.Service/Method`. */
  readonly name: string;
  /** How each call is made, judged and, where it answers with a stream, ended. */
  readonly call: CallPlan;
  /** Of all lanes of the whole bench; null where the method answers with a stream, and streams are measured. */
  readonly calls: LaneLimit | null;
  /** Lanes, or with planned starts parts, of the whole bench. */
  readonly lanes: number;
  /** How often the requests of one call are sent, where it takes a stream of them. */
  readonly repeatData: number;
}

/** A bench of calls that have one answer each. */
export type LanesPlan = CallBenchPlan & { readonly calls: LaneLimit };

export function hasLanes(plan: CallBenchPlan): plan is LanesPlan {
  return plan.calls !== null;
}

/** What one lane does: calls shared out exactly, the first lanes taking what does not divide. A warm-up may have more lanes. */
export function limitOf({ calls, lanes }: Pick<LanesPlan, 'calls' | 'lanes'>, lane: number): LaneLimit {
  if (calls.calls === null) return calls;
  return { ...calls, calls: Math.floor((calls.calls + lanes - 1 - (lane % lanes)) / lanes) };
}

/** The plan of what warms up: so many calls a lane, or streams that end as told. */
export function warmingPlan(plan: CallBenchPlan, until: Ending): CallBenchPlan {
  if (plan.calls === null) return { ...plan, call: { ...plan.call, ending: until } };
  const { maxFrames, afterMs } = until;
  return {
    ...plan,
    starts: null,
    calls: { calls: maxFrames === null ? null : maxFrames * plan.lanes, forMs: afterMs },
  };
}
