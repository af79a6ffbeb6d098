import type { BenchPart } from '../../../base/bench-result.ts';
import { Failure } from '../../../base/failure.ts';
import type { RunResult } from '../../../base/result.ts';
import { statusWords } from '../../../base/status.ts';
import { plural } from '../../../base/text.ts';
import type { Observation } from '../../../measure/slo-table.ts';
import { buildDocument } from '../../document.ts';
import { targetPart } from '../../document-parts.ts';
import type { Host } from '../../host.ts';
import type { StreamOutcome } from '../../one-stream.ts';
import type { RunHead } from '../../plan.ts';
import { poolTimelines } from '../../pool-timelines.ts';
import type { BenchRun, Bout } from '../bout.ts';
import { benchPart, benchStream, boutNotes, fromFirst, missedStarts, startsPart, suspectOf } from '../bout.ts';
import type { PooledStream } from '../pooled.ts';
import { ownFigures } from '../pooled.ts';
import type { LaneOutcome } from './lane-book.ts';
import type { CallBenchPlan } from './plan.ts';
import { missedNotes, poolLanes, poolStarts } from './pool.ts';

/** Puts a bench of calls into the document. Calls are judged all together, streams on the worst of them. */
export function buildCallBench(head: RunHead, host: Host, run: BenchRun<CallBenchPlan>, durationMs: number): RunResult {
  const { plan, bout, streams } = run;
  const { slos, notes } = plan?.head ?? head;
  const summaries = bout === null ? [] : streams.map((stream) => laneSummary(stream, bout));
  const seconds = poolTimelines(streams.map(({ measured }) => measured.timeline));
  const bench =
    plan && bout
      ? { ...benchPart({ jobs: [], shard: plan.shard }, bout, streams, seconds), ...callsPart(plan, bout, summaries) }
      : null;
  const said = [
    ...notes,
    ...(plan && bout ? boutNotes(plan, bout) : []),
    ...(bench?.calls && bench.starts ? missedNotes(bench.starts, bout?.refusal ?? null) : []),
    ...new Set(streams.flatMap(({ end }) => end.notes)),
  ];
  return buildDocument(
    { ...head, slos, notes: said },
    host,
    { ...run, failure: run.failure ?? failureOf(streams) },
    durationMs,
    {
      target: plan && targetPart(plan.reach, false, run),
      call: plan && { method: plan.name, kind: plan.call.kind },
      job: null,
      layout: null,
      frames: framesPart(plan, streams),
      source: null,
      ...(bench ? { bench, streams: summaries, timeline: fromFirst(seconds) } : {}),
    },
    (pooled) =>
      bench?.calls
        ? [{ ...pooled, ...callFigures(bench, pooled.metrics, pooled.frames) }]
        : summaries.map((stream) => ({ ...pooled, missed: missedStarts(bout), ...ownFigures(stream) })),
    suspectOf(run),
  );
}

/** What thresholds see of all calls together. */
export function callFigures(
  bench: BenchPart,
  metrics: Observation['metrics'],
  frames: number | null,
): Pick<Observation, 'metrics' | 'frames' | 'lost' | 'repeated' | 'errors' | 'missed' | 'calls'> {
  const { calls, starts } = bench;
  const [errors, missed] = [calls?.failed ?? null, starts?.missed ?? null];
  return { metrics, frames, lost: null, repeated: null, errors, missed, calls: bench };
}

function laneSummary(stream: StreamOutcome, bout: Bout): PooledStream {
  const summary = benchStream(stream, bout);
  if (!isLane(stream)) return summary;
  const { span } = stream.calls;
  const { epochBase } = bout;
  const calls = {
    ...stream.calls,
    span: span && { first: span.first + epochBase, last: span.last + epochBase },
  };
  return { ...summary, pool: { ...summary.pool, calls } };
}

function isLane(stream: StreamOutcome): stream is LaneOutcome {
  return 'calls' in stream;
}

function callsPart(plan: CallBenchPlan, bout: Bout, summaries: readonly PooledStream[]): Partial<BenchPart> {
  const lanes = summaries.flatMap(({ pool }) => pool.calls ?? []);
  if (lanes.length === 0) return startsPart(plan, bout, summaries);
  const { starts: rampUp } = startsPart(plan, bout, summaries);
  const starts = poolStarts(lanes.flatMap((lane) => lane.starts ?? [])) ?? rampUp;
  return { ...poolLanes(lanes), ...(starts ? { starts } : {}) };
}

function framesPart(plan: CallBenchPlan | null, streams: readonly StreamOutcome[]): RunResult['frames'] {
  if (plan === null || streams.length === 0) return null;
  const sum = (read: (stream: StreamOutcome) => number): number =>
    streams.reduce((total, stream) => total + read(stream), 0);
  return {
    received: sum(({ received }) => received),
    expected: null,
    expectedOrigin: null,
    rows: null,
    values: null,
    payloadBytes: sum(({ count }) => count.payloadBytes),
    wireBytes: sum(({ end }) => end.wireBytes),
    lost: null,
    repeated: null,
    bad: sum(({ count }) => count.bad),
  };
}

/** Calls that went down with their connection, or of which none came to what was expected; null otherwise. */
function failureOf(streams: readonly StreamOutcome[]): Failure | null {
  const lanes = streams.filter(isLane);
  const [first] = lanes;
  if (first === undefined || lanes.some(({ reason }) => reason === 'interrupted')) return null;
  const broken = lanes.filter(({ reason }) => reason === 'broken');
  const [gone] = broken;
  if (gone !== undefined) {
    const which = `${broken.length} of ${plural(lanes.length, 'lane')} lost the connection, and no other could be opened`;
    return new Failure('stream-broken', `${which}: ${gone.end.status.message}`);
  }
  const made = lanes.reduce((sum, { calls }) => sum + calls.made, 0);
  const failed = lanes.reduce((sum, { calls }) => sum + calls.failed, 0);
  if (made === 0 || failed < made) return null;
  return new Failure('stream-broken', `none of ${plural(made, 'call')} succeeded: ${statusWords(first.end.status)}`);
}
