import type { BenchCalls, BenchPart, BenchStarts, LanePool } from '../../../base/bench-result.ts';
import { sumBy } from '../../../base/sum-by.ts';
import { plural } from '../../../base/text.ts';
import { viewHistogram } from '../../../measure/distribution-view.ts';
import { mergeRoundTrips } from '../../../measure/round-trips.ts';
import { spreadOf } from '../../../measure/spread.ts';
import { unionMs } from '../../../measure/throughput.ts';
import { missedWords } from '../start-summary.ts';

/** What the lanes of calls came to together; empty where there was none. */
export function poolLanes(lanes: readonly LanePool[]): Pick<BenchPart, 'calls' | 'callMs' | 'callCorrectedMs'> {
  if (lanes.length === 0) return {};
  const callMs = mergeRoundTrips(
    lanes.map((lane) => lane.callMs),
    'call',
  );
  const corrected = lanes.flatMap(({ correctedMs }) => correctedMs ?? []);
  return {
    calls: countCalls(lanes, callMs.histogram),
    callMs,
    ...(corrected.length === 0 ? {} : { callCorrectedMs: mergeRoundTrips(corrected, 'call') }),
  };
}

function countCalls(lanes: readonly LanePool[], histogram: string | null): BenchCalls {
  const sum = (key: 'made' | 'failed' | 'cut'): number => lanes.reduce((total, lane) => total + lane[key], 0);
  const made = sum('made');
  const seconds = unionMs(lanes.flatMap(({ span }) => span ?? [])) / 1000;
  const statuses = lanes.flatMap((lane) => lane.statuses).map(({ status, calls }) => [status, calls] as const);
  const { percentiles, bars } = viewHistogram(histogram);
  return {
    made,
    failed: sum('failed'),
    cut: sum('cut'),
    statuses: sumBy(statuses).map(([status, calls]) => ({ status, calls })),
    perSecond: seconds > 0 ? made / seconds : null,
    perLane: spreadOf(lanes.map(rateOf)),
    percentiles,
    bars,
  };
}

function rateOf({ made, span }: LanePool): number | null {
  const ms = span === null ? 0 : span.last - span.first;
  return ms > 0 ? made / (ms / 1000) : null;
}

/** How the plans of all lanes were kept; null where none had one. */
export function poolStarts(plans: readonly BenchStarts[]): BenchStarts | null {
  const [first] = plans;
  if (first === undefined) return null;
  const sum = (key: 'planned' | 'started' | 'late' | 'missed'): number =>
    plans.reduce((total, plan) => total + plan[key], 0);
  const delays = plans.flatMap(({ maxLateMs }) => maxLateMs ?? []);
  return {
    kind: first.kind,
    everyMs: first.everyMs,
    planned: sum('planned'),
    started: sum('started'),
    late: sum('late'),
    missed: sum('missed'),
    maxLateMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

const FULL =
  'no connection had a place for them (MAX_CONCURRENT_STREAMS), or too many were under way; a lower rate, or more --connections, would help';

/** What is to be said of planned calls that were not made; `refusal` is why a further connection could not be opened. */
export function missedNotes({ planned, missed }: BenchStarts, refusal: string | null): string[] {
  if (missed === 0) return [];
  return [missedWords(missed, plural(planned, 'call'), refusal, FULL)];
}
