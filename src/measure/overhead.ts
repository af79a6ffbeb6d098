import { monitorEventLoopDelay } from 'node:perf_hooks';
import { formatMs } from '../base/units.ts';

/** The part of Node's event-loop delay histogram we use; nanoseconds. */
export interface LoopDelaySource {
  readonly count: number;
  percentile(percentile: number): number;
  enable(): unknown;
  disable(): unknown;
}

/** Watches how late our own event loop runs. One a process: the loop is shared by all streams. */
export interface LoopMonitor {
  /** 99th percentile of the delay beyond schedule since the start, ms; null before the first sample. */
  p99(): number | null;
  stop(): void;
}

const RESOLUTION_MS = 10;

/** Starts watching. Node records the whole interval between two ticks, so the interval asked for is taken off. */
export function createLoopMonitor(
  source: LoopDelaySource = monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
  resolutionMs: number = RESOLUTION_MS,
): LoopMonitor {
  source.enable();
  return {
    p99: () => (source.count === 0 ? null : Math.max(0, source.percentile(99) / 1e6 - resolutionMs)),
    stop: () => {
      source.disable();
    },
  };
}

export interface SuspectInput {
  readonly loopDelayP99Ms: number | null;
  /** Median gap, ms; null when not estimable. */
  readonly medianGapMs: number | null;
  readonly validationMeanUs: number | null;
  readonly backlogMax: number;
  /** Messages that may wait to be judged. */
  readonly backlogBound: number;
}

const LOOP_DELAY_MS = 20;

/** The reasons to doubt our own timings, each one clause; none when there is no doubt. */
export function suspectReasons(input: SuspectInput): string[] {
  const { loopDelayP99Ms: delay, medianGapMs: gap, validationMeanUs: validation } = input;
  const reasons: string[] = [];
  if (delay !== null && delay > LOOP_DELAY_MS) {
    reasons.push(`our event loop was up to ${formatMs(delay)} late (p99), more than ${LOOP_DELAY_MS} ms`);
  } else if (delay !== null && gap !== null && delay > 0.1 * gap) {
    reasons.push(`our event loop was up to ${formatMs(delay)} late (p99), more than 10 % of the median gap`);
  }
  if (validation !== null && gap !== null && validation / 1000 > gap / 2) {
    reasons.push(`validating a frame took ${formatMs(validation / 1000)}, more than half the median gap`);
  }
  if (input.backlogMax > input.backlogBound) {
    reasons.push(`${input.backlogMax} messages waited to be judged, more than ${input.backlogBound}`);
  }
  return reasons;
}
