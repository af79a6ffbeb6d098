import type { RunResult, StreamSummary } from '../base/result.ts';
import { poolMetrics } from '../measure/pool.ts';
import { judgeSlos } from '../measure/slo.ts';
import type { Observation } from '../measure/slo-table.ts';
import {
  connectPart,
  failurePart,
  framesPart,
  layoutPart,
  sourcePart,
  streamNotes,
  targetPart,
} from './document-parts.ts';
import { makeDocument } from './document-shell.ts';
import type { Host } from './host.ts';
import type { StreamOutcome } from './one-stream.ts';
import type { RunHead } from './plan.ts';
import { poolChecks } from './pool-checks.ts';
import { poolTimelines } from './pool-timelines.ts';
import type { Followed, StreamRun } from './stream-run.ts';
import { worstStream } from './stream-run.ts';
import { judgeRun } from './verdict.ts';

/** What belongs to one command in the document of a run that streams. */
export type OwnParts = Pick<RunResult, 'target' | 'job' | 'layout' | 'frames' | 'source'>;

/** Puts the run of a job into the document every reporter reads; docs/result.schema.json describes it. */
export function buildResult(head: RunHead, host: Host, run: StreamRun, durationMs: number): RunResult {
  const { plan } = run;
  const { slos, notes } = plan ?? head;
  return buildDocument({ ...head, slos, notes: [...notes, ...streamNotes(run)] }, host, run, durationMs, {
    target: plan && targetPart(plan.reach, plan.embedded, run),
    job: plan?.job ?? null,
    layout: layoutPart(run),
    frames: framesPart(run),
    source: sourcePart(run),
  });
}

/**
 * The document of any run that streams: verdict, checks and measures of all its streams, and what the command adds.
 * `observe`: what thresholds are judged against, the worst counts; `suspect`: the reasons to doubt our timings.
 */
export function buildDocument(
  head: RunHead,
  host: Host,
  run: Followed,
  durationMs: number,
  own: OwnParts & Partial<RunResult>,
  observe: (pooled: Observation) => readonly Observation[] = (pooled) => [pooled],
  suspect: readonly string[] = [...new Set(run.streams.flatMap(({ measured }) => measured.suspect))],
): RunResult {
  const { streams, failure } = run;
  const worst = worstStream(streams);
  const checks = poolChecks(streams.map((stream) => stream.checks));
  const metrics = poolMetrics(streams.map(({ measured }) => measured));
  const connect = connectPart(run);
  const { frames } = own;
  const observed = {
    metrics,
    connectMs: connect.ms,
    startupMs: connect.startupMs,
    errors: streams.filter(isBroken).length,
  };
  const slo =
    frames === null
      ? []
      : judgeSlos(
          head.slos,
          observe({ ...observed, frames: frames.received, lost: frames.lost, repeated: frames.repeated }),
          suspect,
        );
  const verdict = judgeRun({
    failure,
    reason: worst?.reason ?? null,
    signal: host.signal.reason,
    checks,
    slo,
    received: frames?.received ?? null,
    failOn: head.failOn,
  });
  return makeDocument(
    head,
    host,
    { startedAt: run.startedAt, durationMs },
    {
      outcome: verdict.outcome,
      endReason: endReason(run),
      exitCode: verdict.exitCode,
      connect,
      status: worst?.end.status ?? null,
      metrics,
      streams: streams.map(streamSummary),
      timeline: poolTimelines(streams.map(({ measured }) => measured.timeline)),
      checks,
      slo,
      suspect,
      failure: failurePart(run),
      ...own,
    },
  );
}

/** One stream on its own. */
export function streamSummary({ streamId, received, measured, end, checks }: StreamOutcome): StreamSummary {
  return { streamId, frames: received, metrics: measured.metrics, status: end.status, checks };
}

/** Whether a stream counts as an error for thresholds. */
export function isBroken({ checks }: Pick<StreamSummary, 'checks'>): boolean {
  return checks.some(({ rule, violations }) => ['stream.status', 'stream.stalled'].includes(rule) && violations > 0);
}

function endReason({ streams, failure }: Followed): string {
  if (failure) return failure.code;
  const worst = worstStream(streams);
  if (worst === null) return 'internal';
  return worst.reason === 'status' && worst.end.status.code === 0 ? 'completed' : worst.reason;
}
