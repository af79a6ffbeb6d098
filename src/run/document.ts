import type { RunResult } from '../base/result.ts';
import { poolMetrics } from '../measure/pool.ts';
import { judgeSlos } from '../measure/slo.ts';
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
import type { RunHead } from './plan.ts';
import { poolChecks } from './pool-checks.ts';
import type { StreamRun } from './stream-run.ts';
import { worstStream } from './stream-run.ts';
import { judgeRun } from './verdict.ts';

/** Puts a run into the document every reporter reads; docs/result.schema.json describes it. */
export function buildResult(head: RunHead, host: Host, run: StreamRun, durationMs: number): RunResult {
  const { streams, failure, plan } = run;
  const worst = worstStream(streams);
  const checks = poolChecks(streams.map((stream) => stream.checks));
  const metrics = poolMetrics(streams.map(({ measured }) => measured));
  const suspect = [...new Set(streams.flatMap(({ measured }) => measured.suspect))];
  const connect = connectPart(run);
  const frames = framesPart(run);
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
          (plan ?? head).slos,
          { ...observed, frames: frames.received, lost: frames.lost, repeated: frames.repeated },
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
    { ...head, notes: [...(plan ?? head).notes, ...streamNotes(run)] },
    host,
    { startedAt: run.startedAt, durationMs },
    {
      outcome: verdict.outcome,
      endReason: endReason(run),
      exitCode: verdict.exitCode,
      target: targetPart(run),
      job: plan?.job ?? null,
      layout: layoutPart(run),
      connect,
      status: worst?.end.status ?? null,
      frames,
      source: sourcePart(run),
      metrics,
      streams: streams.map(({ streamId, received, measured, end, checks: own }) => ({
        streamId,
        frames: received,
        metrics: measured.metrics,
        status: end.status,
        checks: own,
      })),
      timeline: poolTimelines(streams.map(({ measured }) => measured.timeline)),
      checks,
      slo,
      suspect,
      failure: failurePart(run),
    },
  );
}

function isBroken({ checks }: StreamRun['streams'][number]): boolean {
  return checks.some(({ rule, violations }) => ['stream.status', 'stream.stalled'].includes(rule) && violations > 0);
}

function endReason({ streams, failure }: StreamRun): string {
  if (failure) return failure.code;
  const worst = worstStream(streams);
  if (worst === null) return 'internal';
  return worst.reason === 'status' && worst.end.status.code === 0 ? 'completed' : worst.reason;
}

/** Streams side by side: each second counts from the first message of its own stream. */
function poolTimelines(timelines: readonly RunResult['timeline'][]): RunResult['timeline'] {
  const [only, ...others] = timelines;
  if (others.length === 0) return only ?? [];
  const seconds = new Map<number, RunResult['timeline'][number]>();
  for (const entry of timelines.flat()) {
    const known = seconds.get(entry.second) ?? { second: entry.second, frames: 0, bytes: 0, gapMaxMs: null };
    seconds.set(entry.second, {
      second: entry.second,
      frames: known.frames + entry.frames,
      bytes: known.bytes + entry.bytes,
      gapMaxMs: entry.gapMaxMs === null ? known.gapMaxMs : Math.max(known.gapMaxMs ?? 0, entry.gapMaxMs),
    });
  }
  return [...seconds.values()].toSorted((a, b) => a.second - b.second);
}
