import type { RunResult } from '../../base/result.ts';
import { buildDocument } from '../document.ts';
import { framesPart, layoutPart, sourcePart, streamNotes, targetPart } from '../document-parts.ts';
import type { Host } from '../host.ts';
import type { RunHead } from '../plan.ts';
import { poolTimelines } from '../pool-timelines.ts';
import type { StreamRun } from '../stream-run.ts';
import type { BenchRun } from './bout.ts';
import { benchPart, benchStream, boutNotes, fromFirst, missedStarts, startsPart, suspectOf } from './bout.ts';
import { ownFigures } from './pooled.ts';
import type { BenchPlan } from './plan.ts';

/** Puts a bench into the document: thresholds are judged on the worst stream. */
export function buildBench(head: RunHead, host: Host, run: BenchRun, durationMs: number): RunResult {
  const { plan, bout } = run;
  const streamRun: StreamRun = { ...run, plan: plan?.stream ?? null };
  const { slos, notes } = plan?.stream ?? head;
  const summaries = bout === null ? [] : run.streams.map((stream) => benchStream(stream, bout));
  const seconds = poolTimelines(run.streams.map(({ measured }) => measured.timeline));
  const said = [...notes, ...(plan && bout ? boutNotes(plan, bout) : []), ...streamNotes(streamRun)];
  return buildDocument(
    { ...head, slos, notes: said },
    host,
    run,
    durationMs,
    {
      target: plan && targetPart(plan.stream.reach, plan.stream.embedded, run),
      job: plan && jobPart(plan),
      layout: layoutPart(streamRun),
      frames: framesPart(streamRun),
      source: sourcePart(streamRun),
      ...(plan && bout
        ? {
            bench: { ...benchPart(plan, bout, run.streams, seconds), ...startsPart(plan, bout, summaries) },
            streams: summaries,
            timeline: fromFirst(seconds),
          }
        : {}),
    },
    (pooled) => summaries.map((stream) => ({ ...pooled, missed: missedStarts(bout), ...ownFigures(stream) })),
    suspectOf(run),
  );
}

function jobPart({ stream, jobs }: BenchPlan): RunResult['job'] {
  if (stream.job === null) return null;
  return jobs.length > 1 ? { ...stream.job, id: jobs.join(',') } : stream.job;
}
